/** Where the collector that served this page takes runs; null where the page was served by anything else. */
export function collectorUrl(): string | null {
  const mark = document.querySelector<HTMLMetaElement>('meta[name="ridgepoint-collector"]');
  return mark === null ? null : new URL(mark.content, document.baseURI).href;
}
