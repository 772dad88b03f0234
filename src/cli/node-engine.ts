import { validationTools } from '../app/integrity.ts';
import { describeEnvironment, runSuite, suites } from '../app/run.ts';
import * as catalog from '../catalog.ts';
import { openDevice } from '../gpu/device.ts';
import { nodePlatform, relaunchForAdapter } from '../platform/node.ts';
import { runInBrowser } from './browser/run-in-browser.ts';
import type { Engine } from './engine.ts';
import { measureVendor, vendorObstacle } from './survey/vendor.ts';

/** The real engine: Dawn in Node. */
export const nodeEngine: Engine = {
  catalog,
  suites,
  validation: validationTools,
  relaunch: relaunchForAdapter,
  runSuite: request => runSuite({ ...request, platform: nodePlatform }),
  runInBrowser: request => runInBrowser(request),
  describeDevice: async adapter => {
    const gpu = await openDevice(await nodePlatform.requestAdapter(adapter), nodePlatform.languageFeatures());
    try {
      return await describeEnvironment(nodePlatform, gpu, null);
    } finally {
      gpu.device.destroy();
    }
  },
  vendorObstacle,
  measureVendor,
};
