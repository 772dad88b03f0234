import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { failure } from '../state.ts';

/** A component that is loaded when it is first shown; nothing stands in its place until then. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Lazy(props: Props) {
    const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      load().then(
        component => setLoaded(() => component),
        () => {
          failure.value = 'Part of the page could not be fetched: reload it.';
        },
      );
    }, []);
    return Loaded && <Loaded {...props} />;
  };
}
