import type { ComponentChildren } from 'preact';

interface TableFrameProps {
  /** Names the region. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A table that scrolls inside its own frame. */
export function TableFrame({ label, children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-frame cases" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
