import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../session.ts';
import { failure } from '../state.ts';

type FindingsPlace = typeof import('../views/findings.view.tsx');

/** Findings, loaded when somebody goes there: figures and rules are half of the page. */
export function FindingsPlace({ session }: { readonly session: Session }) {
  const [loaded, setLoaded] = useState<FindingsPlace | null>(null);
  useEffect(() => {
    import('../views/findings.view.tsx').then(setLoaded, () => {
      failure.value = 'Part of the page could not be fetched: reload it.';
    });
  }, []);
  return loaded && <loaded.FindingsView session={session} />;
}
