/** Bounds of one parse. What lies beyond one is not read, and a problem of kind `limit` says so. */
export interface YamlLimits {
  /** UTF-16 units of the text. */
  readonly length: number;
  /** Collections inside each other. */
  readonly depth: number;
  /** Nodes of all documents together. */
  readonly nodes: number;
}
