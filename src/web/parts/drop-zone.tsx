import { useId, useState } from 'preact/hooks';

interface DropZoneProps {
  /** Names the picker. */
  readonly label: string;
  readonly hint: string;
  readonly accept: string;
  /** Whether the picker takes several; what is dropped is handed on as it is. */
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A file picker that is also a place to drop files on. */
export function DropZone({ label, hint, accept, multiple = false, onFiles }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the picker inside is the accessible one
    <div
      class={over ? 'drop-zone over' : 'drop-zone'}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        const dropped = [...(event.dataTransfer?.files ?? [])];
        if (dropped.length > 0) onFiles(dropped);
      }}
    >
      <label class="button" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={event => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (chosen.length > 0) onFiles(chosen);
        }}
      />
      <p class="hint">{hint}</p>
    </div>
  );
}
