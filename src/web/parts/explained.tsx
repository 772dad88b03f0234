import { useId, useMemo, useState } from 'preact/hooks';
import { GLOSSARY, type GlossaryEntry } from '../../core/glossary.ts';

const ENTRIES: ReadonlyMap<string, GlossaryEntry> = new Map(
  GLOSSARY.flatMap(entry => [entry.term, ...(entry.forms ?? [])].map(form => [form, entry] as const)),
);

/** Longest first, so that no word is taken out of a longer one. */
const FORMS = new RegExp(
  `\\b(${[...ENTRIES.keys()].sort((a, b) => b.length - a.length).join('|')})\\b`,
  'gi',
);

interface Piece {
  readonly text: string;
  /** Null of what needs no explanation. */
  readonly entry: GlossaryEntry | null;
}

/** Splits a sentence at the words that it explains: each entry at its first place. */
export function explainedPieces(text: string): readonly Piece[] {
  const seen = new Set<GlossaryEntry>();
  return text.split(FORMS).map((piece, index) => {
    const entry = index % 2 === 1 ? (ENTRIES.get(piece.toLowerCase()) ?? null) : null;
    if (entry === null || seen.has(entry)) return { text: piece, entry: null };
    seen.add(entry);
    return { text: piece, entry };
  });
}

/** A sentence whose uncommon words explain themselves on hover, focus and tap. */
export function Explained({ text }: { readonly text: string }) {
  const pieces = useMemo(() => explainedPieces(text), [text]);
  return (
    <>
      {pieces.map((piece, index) =>
        piece.entry === null ? piece.text : <Term key={index} word={piece.text} entry={piece.entry} />,
      )}
    </>
  );
}

interface TermProps {
  readonly word: string;
  readonly entry: GlossaryEntry;
}

function Term({ word, entry }: TermProps) {
  const [side, setSide] = useState<'left' | 'right' | null>(null);
  const id = useId();
  const open = (event: Event) => setSide(sideOf(event.currentTarget as HTMLElement));
  const close = () => setSide(null);
  return (
    <span class="term-place" onPointerEnter={open} onPointerLeave={close}>
      <button
        type="button"
        class="term"
        aria-describedby={id}
        onFocus={open}
        onBlur={close}
        onClick={open}
        onKeyDown={event => {
          if (event.key !== 'Escape' || side === null) return;
          // A panel that it stands in stays open.
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        {word}
      </button>
      <span class={`term-meaning term-${side}`} role="tooltip" id={id} hidden={side === null}>
        {entry.meaning}
      </span>
    </span>
  );
}

/** The edge of the word from which there is room for its meaning. */
function sideOf(element: HTMLElement): 'left' | 'right' {
  return element.getBoundingClientRect().left < innerWidth / 2 ? 'left' : 'right';
}
