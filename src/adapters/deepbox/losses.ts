import { type Call, unsupported } from "../../adapter.ts";
import { booleanArgument, numberArgument, onlyDefaults, plain, reductionArgument } from "../arguments.ts";
import type { BoxGradTensor, BoxTensor } from "./tensors.ts";

export type Operand = BoxTensor | BoxGradTensor;
export type BoxLoss = (...args: unknown[]) => Operand | number;

/** How a call is put to one function of deepbox/nn. */
export interface Translation {
  readonly name: string;
  /** The framework's inputs in the order of the library's parameters. */
  readonly inputs: readonly string[];
  /** Whether it has a form for `GradTensor`. */
  readonly hasGradients?: boolean;
  /** What follows the inputs. */
  readonly rest: (call: Call) => readonly unknown[];
}

const LEGACY = { size_average: null, reduce: null };
const PAIR = ["input", "target"];

const reduced = (name: string, inputs: readonly string[], more: Partial<Translation> & Extra = {}): Translation => ({
  name,
  inputs,
  ...(more.hasGradients && { hasGradients: true }),
  rest: (call) => {
    onlyDefaults(call, { ...LEGACY, ...more.defaults }, ["reduction", ...(more.number ? [more.number] : [])]);
    return [...(more.number ? [numberArgument(call, more.number)] : []), reductionArgument(call)];
  },
});

const meanOnly = (name: string, defaults: Readonly<Record<string, unknown>>): Translation => ({
  name,
  inputs: PAIR,
  hasGradients: true,
  rest: (call) => {
    onlyDefaults(call, { ...LEGACY, reduction: "mean", ...defaults }, []);
    return [];
  },
});

interface Extra {
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** The number between the inputs and the reduction. */
  readonly number?: string;
}

type ReadArgument = (call: Call, name: string) => unknown;

/** The names of arguments, each with the library's name and what reads it. */
const options =
  (
    names: Readonly<Record<string, readonly [string, ReadArgument]>>,
    defaults: Readonly<Record<string, unknown>> = {},
  ) =>
  (call: Call): readonly unknown[] => {
    onlyDefaults(call, { ...LEGACY, ...defaults }, ["reduction", ...Object.keys(names)]);
    const given = Object.entries(names).filter(([name]) => call.args[name] !== undefined);
    const reduction = call.args.reduction === undefined ? {} : { reduction: reductionArgument(call) };
    return [{ ...Object.fromEntries(given.map(([name, [theirs, read]]) => [theirs, read(call, name)])), ...reduction }];
  };

const poisson = (input: string): Translation => ({
  name: "poissonNLLLoss",
  inputs: [input, "target"],
  rest: options({
    log_input: ["logInput", booleanArgument],
    full: ["full", booleanArgument],
    eps: ["eps", numberArgument],
  }),
});

const both = (className: string, functionName: string, translation: Translation): [string, Translation][] => [
  [`torch.nn.${className}`, translation],
  [`torch.nn.functional.${functionName}`, translation],
];

const weighted = { weight: null };

/** By the name of the loss. */
export const TRANSLATIONS: ReadonlyMap<string, Translation> = new Map([
  ...both("MSELoss", "mse_loss", reduced("mseLoss", PAIR, { hasGradients: true })),
  ...both("L1Loss", "l1_loss", reduced("maeLoss", PAIR, { hasGradients: true })),
  ...both(
    "BCELoss",
    "binary_cross_entropy",
    reduced("binaryCrossEntropyLoss", PAIR, { hasGradients: true, defaults: weighted }),
  ),
  ...both(
    "BCEWithLogitsLoss",
    "binary_cross_entropy_with_logits",
    meanOnly("binaryCrossEntropyWithLogitsLoss", { weight: null, pos_weight: null }),
  ),
  ...both("CrossEntropyLoss", "cross_entropy", meanOnly("crossEntropyLoss", { weight: null, ignore_index: -100 })),
  ...both("NLLLoss", "nll_loss", reduced("nllLoss", PAIR, { defaults: { weight: null, ignore_index: -100 } })),
  ...both("KLDivLoss", "kl_div", reduced("klDivLoss", PAIR, { defaults: { log_target: false } })),
  ...both("SmoothL1Loss", "smooth_l1_loss", reduced("smoothL1Loss", PAIR, { number: "beta" })),
  ...both(
    "CosineEmbeddingLoss",
    "cosine_embedding_loss",
    reduced("cosineEmbeddingLoss", ["input1", "input2", "target"], { number: "margin" }),
  ),
  ...both(
    "TripletMarginLoss",
    "triplet_margin_loss",
    reduced("tripletMarginLoss", ["anchor", "positive", "negative"], {
      number: "margin",
      defaults: { p: 2, eps: 1e-6, swap: false },
    }),
  ),
  ...both(
    "MarginRankingLoss",
    "margin_ranking_loss",
    reduced("marginRankingLoss", ["input1", "input2", "target"], { number: "margin", hasGradients: true }),
  ),
  ["torch.nn.PoissonNLLLoss", poisson("log_input")],
  ["torch.nn.functional.poisson_nll_loss", poisson("input")],
  ...both("CTCLoss", "ctc_loss", {
    name: "ctcLoss",
    inputs: ["log_probs", "targets", "input_lengths", "target_lengths"],
    rest: options({ blank: ["blank", numberArgument] }, { zero_infinity: false }),
  }),
  [
    "tf.compat.v1.losses.huber_loss",
    {
      name: "huberLoss",
      inputs: ["predictions", "labels"],
      rest: (call) => {
        onlyDefaults(call, { weights: 1, scope: null, loss_collection: "losses" }, ["delta", "reduction"]);
        return [numberArgument(call, "delta"), compatReduction(call)];
      },
    },
  ],
]);

// --- internal ---

/** Without weights, both of TensorFlow's means are the mean of all elements. */
const COMPAT_REDUCTIONS: Readonly<Record<string, string>> = {
  none: "none",
  weighted_sum: "sum",
  weighted_mean: "mean",
  weighted_sum_by_nonzero_weights: "mean",
};

function compatReduction(call: Call): string | undefined {
  const reduction = plain(call.args.reduction);
  if (reduction === undefined) return undefined;
  const found = COMPAT_REDUCTIONS[String(reduction)];
  if (found === undefined) throw unsupported(`no reduction ${String(reduction)}`);
  return found;
}
