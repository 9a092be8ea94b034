import type { Adapter } from "../adapter.ts";

export interface BundledAdapter {
  /** One line for `lossparity list` and `--help`. */
  readonly about: string;
  /** Imports its library only now; rejects with a message for the user where that cannot be loaded. */
  readonly load: () => Promise<Adapter>;
}

/** The adapters that come with the suite, by the name `lossparity run` takes. */
export const BUNDLED: Readonly<Record<string, BundledAdapter>> = {
  "tfjs-node": {
    about: "TensorFlow.js on the native TensorFlow library: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/node.ts")).load(),
  },
  "tfjs-cpu": {
    about: "TensorFlow.js on its plain JavaScript backend: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/cpu.ts")).load(),
  },
  "tfjs-wasm": {
    about: "TensorFlow.js on its WebAssembly backend: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/wasm.ts")).load(),
  },
};
