import { takeFiles } from '../../dropped.ts';
import { DropZone } from '../drop-zone.tsx';

export function LoadResult() {
  return (
    <DropZone
      label="Open a result file"
      hint="A .json file that Ridgepoint wrote, dropped here or chosen. It stays in this page."
      accept=".json,application/json"
      onFiles={files => void takeFiles(files, 'result')}
    />
  );
}
