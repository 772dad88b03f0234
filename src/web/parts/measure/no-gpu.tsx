import type { UnavailableCause } from '../../engine/engine.ts';
import type { Look } from '../../look.ts';
import { LookAgain } from './looking.tsx';

interface Explanation {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

const EXPLANATIONS: Readonly<Record<UnavailableCause, Explanation>> = {
  'insecure-context': {
    title: 'This address is not secure, so the browser hides the GPU',
    cause: 'Browsers offer WebGPU only over https:// and on the machine itself.',
    cure: 'Open the page as http://127.0.0.1 or http://localhost on this machine, or serve it over https.',
  },
  'no-webgpu': {
    title: 'This browser has no WebGPU',
    cause: 'It offers no navigator.gpu: it is too old, or WebGPU is switched off.',
    cure:
      'Use a current Chrome, Edge, Firefox or Safari. On Linux, Chrome may need ' +
      'chrome://flags/#enable-unsafe-webgpu, and Firefox dom.webgpu.enabled in about:config.',
  },
  'no-adapter': {
    title: 'The browser has WebGPU but no GPU to offer',
    cause:
      'No driver was found, the GPU is on the browser’s blocklist, or hardware acceleration is switched off.',
    cure:
      'Switch hardware acceleration on in the browser’s settings and update the GPU driver; chrome://gpu or ' +
      'about:support says which of them is missing. A blocklisted GPU can be tried with ' +
      'chrome://flags/#ignore-gpu-blocklist.',
  },
  'adapter-failed': {
    title: 'The GPU was found but did not start',
    cause: 'The driver refused the device, or another program holds it.',
    cure: 'Close other GPU-heavy pages and programs, reload, and update the driver if it happens again.',
  },
  'page-failed': {
    title: 'The measuring part of the page did not start',
    cause: 'Part of the page could not be fetched, or it failed; that says nothing about the GPU.',
    cure: 'Reload the page. If it happens again, build and serve it anew.',
  },
};

interface NoGpuProps {
  readonly cause: UnavailableCause;
  readonly message: string;
  readonly look: Look;
}

/** What may have changed since: a page that cannot measure stays so until it is loaded again. */
const MAY_PASS: readonly UnavailableCause[] = ['no-adapter', 'adapter-failed'];

/** In place of the Run button: why there is none, and what helps. */
export function NoGpu({ cause, message, look }: NoGpuProps) {
  const { title, cause: why, cure } = EXPLANATIONS[cause];
  return (
    <div class="no-gpu" role="alert">
      <h2>{title}</h2>
      <p>{why}</p>
      <p>{cure}</p>
      {message !== '' && (
        <p class="quiet small">
          In detail: <code>{message}</code>
        </p>
      )}
      {MAY_PASS.includes(cause) && <LookAgain look={look} />}
      <p class="small">
        Without a GPU in the browser, <code>npm run bench</code> measures on the command line. Result files
        from elsewhere open under <a href="#findings">Findings</a> all the same.
      </p>
    </div>
  );
}
