import { adapterLine } from '../../core/environment.ts';
import { PLACE_NAMES, PLACES, place } from '../route.ts';
import { description, isLookingLong } from '../state.ts';
import { chooseTheme, theme } from '../theme.ts';

export function Header() {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <header class="header">
      <div class="header-inner">
        <a class="name" href="#measure">
          <svg viewBox="0 0 26 16" width="26" height="16" aria-hidden="true">
            <path d="M1 15 12 3.5H25" fill="none" stroke="currentColor" stroke-width="1.6" />
            <circle cx="12" cy="3.5" r="2.6" class="name-ridge" />
          </svg>
          Ridgepoint
        </a>
        <nav aria-label="Places">
          <ul class="places">
            {PLACES.map(name => (
              <li key={name}>
                <a href={`#${name}`} {...(place.value === name ? { 'aria-current': 'page' as const } : {})}>
                  {PLACE_NAMES[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p class="header-adapter">{adapterWords()}</p>
        <button type="button" class="quiet-button theme-switch" onClick={() => chooseTheme(other)}>
          {other === 'dark' ? 'Dark theme' : 'Light theme'}
        </button>
      </div>
    </header>
  );
}

/** "NVIDIA H200 · Vulkan · hardware". */
function adapterWords(): string {
  const engine = description.value;
  if (engine === null) return isLookingLong.value ? 'No GPU has answered yet' : 'Looking for a GPU…';
  if (engine.status === 'unavailable') return 'No GPU available';
  return adapterLine(engine.environment);
}
