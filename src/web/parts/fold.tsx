import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface FoldProps {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

/** A part that is drawn when it is opened first, and for print. */
export function Fold({ title, isOpen = false, children }: FoldProps) {
  const [open, setOpen] = useState(isOpen);
  const [drawn, setDrawn] = useState(isOpen);
  const show = (isShown: boolean) => {
    setOpen(isShown);
    if (isShown) setDrawn(true);
  };
  useEffect(() => {
    const openForPrint = () => show(true);
    addEventListener('beforeprint', openForPrint);
    return () => removeEventListener('beforeprint', openForPrint);
  }, []);
  return (
    <details class="fold" open={open} onToggle={event => show(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {drawn && children}
    </details>
  );
}
