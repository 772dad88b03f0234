import { useState } from 'preact/hooks';
import { messageOf } from '../../core/errors.ts';

interface ActionButtonProps {
  readonly label: string;
  /** What the button says for a moment after it worked. */
  readonly done: string;
  /** What the action applies to, for screen readers where several buttons say the same. */
  readonly about?: string;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly action: () => Promise<void> | void;
}

const SHOWN_MS = 2000;

/** A button that says whether what it did worked. */
export function ActionButton(props: ActionButtonProps) {
  const { label, done, about, action, disabled = false } = props;
  const [said, setSaid] = useState<string | null>(null);
  const act = async () => {
    try {
      await action();
      setSaid(done);
    } catch (error) {
      setSaid(`Failed: ${messageOf(error)}`);
    }
    setTimeout(() => setSaid(null), SHOWN_MS);
  };
  return (
    <button type="button" class={props.class ?? 'quiet-button'} disabled={disabled} onClick={act}>
      <span aria-live="polite">{said ?? label}</span>
      {about !== undefined && <span class="visually-hidden"> of {about}</span>}
    </button>
  );
}
