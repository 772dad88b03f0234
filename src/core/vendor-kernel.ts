const VENDOR_FAMILIES: ReadonlySet<string> = new Set(['cuda', 'cublas', 'cusparse']);

/** Whether a record's kernel is a vendor library's, measured outside WebGPU by bench/peers/nvidia.py: "cublas/gemm-f32". */
export function isVendorKernel(kernelId: string): boolean {
  return VENDOR_FAMILIES.has(kernelId.split('/')[0]!);
}
