import type { AdapterPage } from "../page.ts";

/** A framework in an environment of its own below `.venvs/`, answered for by a script of `python/`. */
export interface FrameworkAdapter {
  readonly about: string;
  readonly script: string;
  /** Patterns of the losses that it is held against. */
  readonly losses: readonly string[];
  /** The framework whose later version it is; absent where it is another one. */
  readonly drifted?: "pytorch" | "tensorflow";
  readonly page?: () => Promise<AdapterPage>;
}

/** Set up by `npm run setup:drift`; the name is that of the environment and what `lossparity run` takes. */
export const FRAMEWORKS: Readonly<Record<string, FrameworkAdapter>> = {
  "pytorch-latest": {
    about: "the newest PyTorch that is pinned here, against PyTorch 1.7",
    script: "pytorch.py",
    losses: ["torch.*"],
    drifted: "pytorch",
  },
  "tensorflow-latest": {
    about: "the newest TensorFlow that is pinned here with Keras 3, against TensorFlow 2.3",
    script: "tensorflow.py",
    losses: ["tf.*"],
    drifted: "tensorflow",
  },
  optax: {
    about: "JAX with optax: the losses of optax.losses that reduce as the goldens do",
    script: "optax.py",
    losses: ["torch.nn.*", "tf.nn.*", "tf.compat.v1.losses.*"],
    page: async () => (await import("./optax-page.ts")).PAGE,
  },
};
