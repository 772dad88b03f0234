import { useRef, useState } from 'preact/hooks';
import { type Figure, rowText } from '../../../charts/figure.ts';
import { keepUnits } from '../../../core/units.ts';
import { openAddress } from '../../state.ts';
import { Explained } from '../explained.tsx';
import { useWidth } from '../use-width.ts';
import { FigureTable } from './figure-table.tsx';
import { FigureTools } from './figure-tools.tsx';

interface FigureBlockProps {
  readonly figure: Figure;
  /** "Figure 3". */
  readonly caption: string;
  /** Where the sentence above already says it, the caption keeps to the description. */
  readonly withFinding?: boolean;
  /** Without one while it fills: its words would come and go. */
  readonly withCaption?: boolean;
  /** px; the figure's own where it is left out. */
  readonly height?: number;
}

/** px; no figure has room for its axes in less, which is on its way to another width. */
const NARROWEST = 160;

/** A figure with its caption, tooltips, arrow keys, equivalent table and exports. */
export function FigureBlock(props: FigureBlockProps) {
  const { figure, caption, withFinding = true, withCaption = true, height: fixed } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [walked, setWalked] = useState('');
  // Focus leaves and comes back with the panel of a point: the walk goes on from there.
  const lastWalked = useRef<number | null>(null);
  const count = figure.text.rows.length;
  const height = fixed ?? figure.heightFor(width || 640);
  const show = (index: number | null) => {
    setActive(index);
    setWalked(index === null ? '' : rowText(figure.text, index));
  };
  const open = (index: number | null) => {
    const address = index === null ? null : (figure.text.rows[index]?.address ?? null);
    if (address !== null) openAddress.value = address;
  };
  const interactive = count > 0 && !asTable;
  return (
    <figure class="figure" id={figure.id}>
      {asTable && <FigureTable figure={figure} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are the points of a picture */}
      <div
        class="canvas"
        ref={ref}
        hidden={asTable}
        role="group"
        aria-label={`${figure.heading}: points${interactive ? ', walk them with the arrow keys' : ''}`}
        {...(interactive ? { tabIndex: 0 } : {})}
        style={{ minHeight: `${height}px` }}
        onKeyDown={event => {
          const next = nextIndex(event.key, active ?? lastWalked.current, count);
          if (next !== undefined) {
            event.preventDefault();
            lastWalked.current = next;
            show(next);
          } else if (event.key === 'Enter') open(active);
        }}
        onPointerMove={event => setActive(nearestPoint(event))}
        onPointerLeave={() => setActive(null)}
        onBlur={() => show(null)}
        onClick={event => open(nearestPoint(event))}
      >
        {width >= NARROWEST && figure.draw({ width, height }, active)}
        {active !== null && <Tooltip figure={figure} index={active} width={width} container={ref.current} />}
        <p class="visually-hidden" aria-live="polite">
          {walked}
        </p>
      </div>
      {withCaption && (
        <figcaption>
          <strong>{caption}.</strong> {withFinding && <span>{keepUnits(figure.text.title)} </span>}
          <span class="quiet">
            <Explained text={keepUnits(figure.text.description)} />
          </span>
          {count > 0 && (
            <FigureTools
              figure={figure}
              about={withFinding ? figure.heading : caption}
              canvas={ref}
              asTable={asTable}
              onToggle={() => setAsTable(!asTable)}
            />
          )}
        </figcaption>
      )}
    </figure>
  );
}

/** Undefined: not a key that walks. Null: leave the points. */
function nextIndex(key: string, active: number | null, count: number): number | null | undefined {
  const at = active ?? -1;
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'Escape' && active !== null) return null;
  return undefined;
}

/** How far the pointer may be from a point, in px. */
const REACH = 28;

function nearestPoint(event: MouseEvent): number | null {
  const canvas = event.currentTarget as HTMLElement;
  const frame = canvas.getBoundingClientRect();
  const x = event.clientX - frame.left;
  const y = event.clientY - frame.top;
  let best: number | null = null;
  let nearest = REACH;
  for (const point of canvas.querySelectorAll<SVGElement>('[data-point]')) {
    const distance = Math.hypot(Number(point.dataset.x) - x, Number(point.dataset.y) - y);
    if (distance < nearest) {
      nearest = distance;
      best = Number(point.dataset.point);
    }
  }
  return best;
}

interface TooltipProps {
  readonly figure: Figure;
  readonly index: number;
  readonly width: number;
  readonly container: HTMLElement | null;
}

const TOOLTIP_WIDTH = 260;

/** The same text as the row of the equivalent table, beside the point. */
function Tooltip({ figure, index, width, container }: TooltipProps) {
  const point = container?.querySelector<SVGElement>(`[data-point="${index}"]`);
  if (!point) return null;
  const x = Number(point.dataset.x);
  const y = Number(point.dataset.y);
  const left = Math.max(0, Math.min(x - TOOLTIP_WIDTH / 2, width - TOOLTIP_WIDTH));
  return (
    <div
      class="tooltip"
      aria-hidden="true"
      style={{ left: `${left}px`, top: `${y}px`, maxWidth: `${TOOLTIP_WIDTH}px` }}
    >
      {rowText(figure.text, index)}
    </div>
  );
}
