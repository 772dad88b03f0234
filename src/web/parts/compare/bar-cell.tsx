import { formatShare } from '../../../core/units.ts';

interface BarCellProps {
  /** Name of its column, for where rows are stacked. */
  readonly label: string;
  readonly text: string;
  /** Of the bar behind the number; null draws none. */
  readonly share: number | null;
  /** Said beside the number where the bar means something of its own. */
  readonly shareText?: boolean;
  /** What a reader should know of the number, below it. */
  readonly remark?: string | null;
}

/** A number with a quiet bar behind it. */
export function BarCell({ label, text, share, shareText = false, remark = null }: BarCellProps) {
  const width = share === null ? null : Math.min(1, Math.max(0, share));
  return (
    <td
      class={text === '' ? 'number empty' : 'number bar'}
      data-label={label}
      {...(width === null ? {} : { style: `--share: ${(100 * width).toFixed(1)}%` })}
    >
      <span>
        {text}
        {shareText && share !== null && <span class="share"> {formatShare(share)}</span>}
        {remark !== null && <span class="remark">{remark}</span>}
      </span>
    </td>
  );
}
