/** What the claims assume and a reader may assume otherwise; everything else in them is measured. */
export interface ClaimInputs {
  /** Synapses of the model that is emulated. */
  readonly synapses: number;
  /** Events a second and synapse, where only events cost. */
  readonly eventRateHz: number;
  /** Updates a second of every stored synapse, where all are computed. */
  readonly updateRateHz: number;
  /** Stored connections for each real synapse, where a locally sparse model is stored densely. */
  readonly localSparsity: number;
  /** Synapses of the larger model that has to fit memory. */
  readonly largeSynapses: number;
  readonly memoryPerGpuBytes: number;
  readonly gpuCount: number;
  /** Weights of the language model. */
  readonly weights: number;
}

/** The figures of the debate. */
export const DEFAULT_CLAIM_INPUTS: ClaimInputs = {
  synapses: 1e14,
  eventRateHz: 1,
  updateRateHz: 100,
  localSparsity: 10,
  largeSynapses: 6e14,
  memoryPerGpuBytes: 80e9,
  gpuCount: 24_576,
  weights: 175e9,
};

export interface ClaimInputField {
  readonly id: keyof ClaimInputs;
  readonly label: string;
  readonly unit: string;
  /** The claims it enters. */
  readonly claims: string;
}

export const CLAIM_INPUT_FIELDS: readonly ClaimInputField[] = [
  { id: 'synapses', label: 'Synapses', unit: '', claims: 'C3, C4' },
  { id: 'eventRateHz', label: 'Firing rate', unit: 'Hz', claims: 'C3' },
  { id: 'updateRateHz', label: 'Update rate', unit: 'Hz', claims: 'C4' },
  { id: 'localSparsity', label: 'Stored for each synapse', unit: '', claims: 'C4' },
  { id: 'largeSynapses', label: 'Synapses to store', unit: '', claims: 'C5' },
  { id: 'memoryPerGpuBytes', label: 'Memory of a GPU', unit: 'B', claims: 'C5' },
  { id: 'gpuCount', label: 'GPUs', unit: '', claims: 'C5' },
  { id: 'weights', label: 'Weights of the model', unit: '', claims: 'C6' },
];
