import type { ReadyEngine } from '../../engine/engine.ts';
import { description } from '../../state.ts';

/** Kernels, formats and patterns in their own words. */
export function Catalogue() {
  const engine = description.value;
  if (engine?.status !== 'ready') return null;
  return (
    <>
      <section>
        <h2>Kernels</h2>
        <dl class="catalogue">
          {engine.kernels.map(kernel => (
            <div key={kernel.id}>
              <dt>
                <code>{kernel.id}</code>
              </dt>
              <dd>
                {kernel.description} <span class="quiet small">{kernelOrigin(kernel, engine)}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>Formats</h2>
        <dl class="catalogue">
          {engine.formats.map(format => (
            <div key={format.id}>
              <dt>
                <span class={`swatch swatch-${format.family}`} aria-hidden="true" /> {format.label}
              </dt>
              <dd class="quiet small">{format.source}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>Patterns</h2>
        <dl class="catalogue">
          {engine.problems.map(problem => (
            <div key={problem.id}>
              <dt>{problem.label}</dt>
              <dd>{problem.description}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function kernelOrigin(kernel: ReadyEngine['kernels'][number], engine: ReadyEngine): string {
  const format = engine.formats.find(candidate => candidate.id === kernel.format)?.label ?? '';
  return [format, kernel.source].filter(part => part !== '').join(' · ');
}
