import type { Adapter } from "../adapter.ts";
import type { AdapterPage } from "./page.ts";
import type { MakeSnippet } from "./snippet.ts";

export interface BundledAdapter {
  /** One line for `lossparity list` and `--help`. */
  readonly about: string;
  /** Imports its library only now; rejects with a message for the user where that cannot be loaded. */
  readonly load: () => Promise<Adapter>;
}

/** An adapter of a library that somebody else wrote. */
export interface LibraryAdapter extends BundledAdapter {
  /** What it maps and why; needs no library. */
  readonly page: () => Promise<AdapterPage>;
  /** The folder below `.adapters/` that has its library. */
  readonly tree: string;
  /** Writes the program that reproduces a failing case with the library alone. */
  readonly snippet: () => Promise<MakeSnippet>;
}

/** The adapters of real libraries, by the name `lossparity run` takes. */
export const LIBRARIES: Readonly<Record<string, LibraryAdapter>> = {
  "tfjs-node": {
    about: "TensorFlow.js on the native TensorFlow library: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/node.ts")).load(),
    page: async () => (await import("./tfjs/page.ts")).NODE_PAGE,
    tree: "tfjs",
    snippet: async () => (await import("./tfjs/snippet.ts")).node,
  },
  "tfjs-cpu": {
    about: "TensorFlow.js on its plain JavaScript backend: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/cpu.ts")).load(),
    page: async () => (await import("./tfjs/page.ts")).CPU_PAGE,
    tree: "tfjs",
    snippet: async () => (await import("./tfjs/snippet.ts")).cpu,
  },
  "tfjs-wasm": {
    about: "TensorFlow.js on its WebAssembly backend: tfjs-layers' losses and tf.losses",
    load: async () => (await import("./tfjs/wasm.ts")).load(),
    page: async () => (await import("./tfjs/page.ts")).WASM_PAGE,
    tree: "tfjs",
    snippet: async () => (await import("./tfjs/snippet.ts")).wasm,
  },
  "onnxruntime-node": {
    about: "ONNX Runtime, native: SoftmaxCrossEntropyLoss and NegativeLogLikelihoodLoss",
    load: async () => (await import("./onnxruntime/node.ts")).load(),
    page: async () => (await import("./onnxruntime/page.ts")).NODE_PAGE,
    tree: "onnxruntime",
    snippet: async () => (await import("./onnxruntime/snippet.ts")).ortSnippet("onnxruntime-node"),
  },
  "onnxruntime-web": {
    about: "ONNX Runtime on WebAssembly: SoftmaxCrossEntropyLoss and NegativeLogLikelihoodLoss",
    load: async () => (await import("./onnxruntime/web.ts")).load(),
    page: async () => (await import("./onnxruntime/page.ts")).WEB_PAGE,
    tree: "onnxruntime",
    snippet: async () => (await import("./onnxruntime/snippet.ts")).ortSnippet("onnxruntime-web"),
  },
  deepbox: {
    about: "Deepbox: fourteen losses after PyTorch's",
    load: async () => (await import("./deepbox/adapter.ts")).load(),
    page: async () => (await import("./deepbox/page.ts")).PAGE,
    tree: "deepbox",
    snippet: async () => (await import("./deepbox/snippet.ts")).snippet,
  },
  "js-pytorch": {
    about: "JS-PyTorch: MSELoss and CrossEntropyLoss",
    load: async () => (await import("./js-pytorch/adapter.ts")).load(),
    page: async () => (await import("./js-pytorch/page.ts")).PAGE,
    tree: "js-pytorch",
    snippet: async () => (await import("./js-pytorch/snippet.ts")).snippet,
  },
  "jax-js": {
    about: "jax-js: the documented compositions of its functions",
    load: async () => (await import("./jax-js/adapter.ts")).load(),
    page: async () => (await import("./jax-js/page.ts")).PAGE,
    tree: "jax-js",
    snippet: async () => (await import("./jax-js/snippet.ts")).snippet,
  },
  convnetjs: {
    about: "ConvNetJS: its three loss layers",
    load: async () => (await import("./convnetjs/adapter.ts")).load(),
    page: async () => (await import("./convnetjs/page.ts")).PAGE,
    tree: "convnetjs",
    snippet: async () => (await import("./convnetjs/snippet.ts")).snippet,
  },
  neataptic: {
    about: "Neataptic: methods.cost",
    load: async () => (await import("./neataptic/adapter.ts")).load(),
    page: async () => (await import("./neataptic/page.ts")).PAGE,
    tree: "neataptic",
    snippet: async () => (await import("./neataptic/snippet.ts")).snippet,
  },
  carrot: {
    about: "Liquid Carrot: methods.cost",
    load: async () => (await import("./carrot/adapter.ts")).load(),
    page: async () => (await import("./carrot/page.ts")).PAGE,
    tree: "carrot",
    snippet: async () => (await import("./carrot/snippet.ts")).snippet,
  },
  synaptic: {
    about: "Synaptic: Trainer.cost",
    load: async () => (await import("./synaptic/adapter.ts")).load(),
    page: async () => (await import("./synaptic/page.ts")).PAGE,
    tree: "synaptic",
    snippet: async () => (await import("./synaptic/snippet.ts")).snippet,
  },
  dannjs: {
    about: "Dann.js: lossfuncs",
    load: async () => (await import("./dannjs/adapter.ts")).load(),
    page: async () => (await import("./dannjs/page.ts")).PAGE,
    tree: "dannjs",
    snippet: async () => (await import("./dannjs/snippet.ts")).snippet,
  },
};

/** The adapters that come with the suite: those of real libraries, and the suite's own reference. */
export const BUNDLED: Readonly<Record<string, BundledAdapter>> = {
  ...LIBRARIES,
  reference: {
    about: "The executable specification in plain TypeScript: every loss of both frameworks",
    load: async () => (await import("../reference/index.ts")).reference,
  },
};
