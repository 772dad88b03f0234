/** A reader that closes its end early (`| head`) is no failure; any other fault of a stream is one. */
export function tolerateClosedPipe(...streams: readonly NodeJS.EventEmitter[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
