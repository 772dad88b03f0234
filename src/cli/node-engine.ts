import { describeEnvironment } from '../app/environment.ts';
import { examineFile, validationTools } from '../app/integrity.ts';
import { runSuite } from '../app/run.ts';
import { suites } from '../app/suites.ts';
import * as catalog from '../catalog.ts';
import { closeGpu, openGpu } from '../gpu/open.ts';
import { nodePlatform, relaunchForAdapter } from '../platform/node.ts';
import { runInBrowser } from './browser/run-in-browser.ts';
import type { Engine } from './engine.ts';
import { measureVendor, vendorObstacle } from './survey/vendor.ts';

/** The real engine: Dawn in Node. */
export const nodeEngine: Engine = {
  catalog,
  suites,
  validation: validationTools,
  examine: examineFile,
  relaunch: relaunchForAdapter,
  runSuite: request => runSuite({ ...request, platform: nodePlatform }),
  runInBrowser: request => runInBrowser(request),
  describeDevice: async adapter => {
    const gpu = await openGpu(nodePlatform, adapter);
    try {
      return await describeEnvironment(nodePlatform, gpu, null);
    } finally {
      closeGpu(gpu);
    }
  },
  vendorObstacle,
  measureVendor,
};
