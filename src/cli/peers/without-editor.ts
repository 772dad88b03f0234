import type { Plugin } from 'vite';

/** Vite's development server lets any page of the browser open files in an editor of this machine. */
export function withoutEditor(): Plugin {
  return {
    name: 'without-editor',
    configureServer: ({ middlewares }) => {
      middlewares.use('/__open-in-editor', (_request, response) => {
        response.writeHead(404).end();
      });
    },
  };
}
