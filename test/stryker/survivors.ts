/** Why a mutant survives. */
export type Kind = "same" | "guard" | "rounding" | "hole";

/** The kinds in the order of the page, with what they mean; what was not looked into comes last. */
export const KINDS: readonly (readonly [Kind | "open", string])[] = [
  ["same", "Equivalent: the same numbers on another way"],
  ["guard", "Equivalent to the judge: what the check lets through is refused a step later, or only its words differ"],
  ["rounding", "Another rounding, within what every case allows: no case that is judged by its tolerance can tell"],
  ["hole", "A hole: a case would tell, but none of the recorded ones does"],
  ["open", "Not looked into"],
];

export interface Survivor {
  readonly file: string;
  /** A piece of the line that the mutant is in. */
  readonly code: string;
  readonly kind: Kind;
  readonly why: string;
}

const WORDS = "either way it is a refusal";
const SHORTCUT = "a shortcut: the long way gives the same";
const LENGTH = "an array grows to what is put into it";
const TYPES = "for the type checker: the value has this type wherever it is reached";
const NOT_ASKED = "the gradient by a constant is never asked for";
const ORDER = "terms in another order: within rounding of the sum";
const TIE = "at a tie both sides are the same number";
const EMPTY_TAIL = "reads beyond the end, where nothing is";

/** Survivors by their file and a piece of their line, the first that fits. */
export const SURVIVORS: readonly Survivor[] = [
  ...of("arguments.ts", [
    ["Array.isArray(value)) return", "hole", "no case gives a list as a switch"],
    ['value !== ""', "hole", "no case gives an empty text as a switch"],
    ['typeof value === "number" && Number.isInteger', "same", "Number.isInteger is false for all else"],
    ['typeof value === "object" && "tensor" in value', "hole", "no case gives a text or a number for a tensor"],
    [
      'typeof value === "boolean" ? Number(value) : asNumber(value)',
      "hole",
      "no case gives a boolean where a number is converted to a tensor",
    ],
    ["parts", "hole", "no case gives a ragged or an empty list of numbers"],
  ]),
  ...of("concepts/adaptive-log-softmax.ts", [
    ["layout.cutoffs.slice(0, -1)", "same", "the range after the last has no labels"],
    ["rows.length === 0) continue", "same", "a cluster without rows adds nothing"],
    [
      "target.data.every((label) => label >= 0",
      "guard",
      "a label outside of the range is in no cluster, and is refused as an index of the head",
    ],
    ["divisor === 0", "guard", "the widths are infinite then, which the next check refuses"],
    ["features > 0 && widths", "guard", "without features the widths are 0, too"],
    [
      "at + size > vector.data.length",
      "guard",
      "what is left does not have the shape that is taken, and reshape refuses it",
    ],
    ["given.every((cutoff", "hole", "no case has cutoffs of which some are sorted"],
    ["given.length === 0", "hole", "no case has an empty list of cutoffs"],
    ['typeof item === "number"', "hole", "no case has a list of cutoffs with something else than numbers in it"],
  ]),
  ...of("concepts/sampled-classes.ts", [
    [
      '"tuple" in value',
      "hole",
      "no case samples by itself or gives something else for the sample: random numbers do not reproduce",
    ],
    ["members?.length !== 3", "hole", "as above"],
    ['"tensor" in value', "hole", "no case has a sample of something else than tensors"],
    ["rest > 0 && size % rest === 0", "guard", "a part of a row is refused by the reshape that follows"],
    ["at === undefined", "same", "writes to no element"],
  ]),
  ...of("concepts/binary-crossentropy.ts", [
    ['"labels" in args', "hole", "no case gives labels by their old and new name but as inputs"],
  ]),
  ...of("concepts/crossentropy.ts", [
    ["rank >= 3 ? reshape", "same", "the shape is that already"],
    [".reduce((product, extent)", "same", "an axis of one changes no product"],
  ]),
  ...of("concepts/ctc.ts", [["logs.shape.length === 3", "guard", "another rank has other lengths, which are refused"]]),
  ...of("concepts/huber.ts", [["v < beta", "same", TIE]]),
  ...of("concepts/kl-divergence.ts", [
    ['reduction = "mean"', "same", "only batchmean is looked for"],
    ["shape.length > 0", "hole", "no case averages over the batch of a scalar"],
  ]),
  ...of("concepts/multi-label-margin.ts", [
    ["end < 0", "hole", "no case has a row without an end mark and another label after the first"],
  ]),
  ...of("concepts/multi-label-margin.ts", [["inDouble", "rounding", "float64 or float32 for sums of a few terms"]]),
  ...of("concepts/multi-margin.ts", [["inDouble", "rounding", "float64 or float32 for sums of a few terms"]]),
  ...of("concepts/multi-label-soft-margin.ts", [["v < 0", "same", TIE]]),
  ...of("concepts/mean-pairwise-squared-error.ts", [
    ["count > 0", "same", "nothing divided by nothing is 0 there (div_no_nan)"],
  ]),
  ...of("engine/arithmetic.ts", [
    ["where.framework", "rounding", ORDER],
    ["round(1 / 3) === 1 / 3", "rounding", "Math.log is within an ulp of the exact logarithm"],
    ["wrapping(2 ** 8, -(2 ** 7))", "hole", "no case computes with int8"],
    ["wrapping(2 ** 16, -(2 ** 15))", "hole", "no case computes with int16"],
    ["Math.trunc(value) - lowest", "hole", "no case overflows an integer dtype of an even number of spans apart"],
    ["offset < 0 ? offset + span", "same", "0 and a whole span are the same number after wrapping"],
    ['roundTo("float16"', "hole", "float16 is computed in a few cases, whose tolerance hides it"],
  ]),
  ...of("engine/dtypes.ts", [
    ["x.dtype === dtype) return x", "same", SHORTCUT],
    ["a.dtype === b.dtype) return", "same", SHORTCUT],
    ["ca > cb", "same", "they are not equal there"],
    ["WIDTHS[a] > WIDTHS[b]", "same", "they are not equal there"],
  ]),
  ...of("engine/elementwise.ts", [
    ["new Array<number>", "same", LENGTH],
    ["one operand must be a tensor", "same", TYPES],
    ["a.dtype === b.dtype) return [a, b]", "same", SHORTCUT],
    ["throw a.tape.framework", "guard", WORDS],
    ["sameShapes(x.shape, shape)) return", "same", SHORTCUT],
    ["a === b) return true", "same", SHORTCUT],
    ["a.length !== b.length) return false", "same", "shapes that are taken for other ones are broadcast, to the same"],
    ["axis < a.length", "same", EMPTY_TAIL],
    ["a[axis] !== b[axis]", "same", "shapes that are taken for other ones are broadcast, to the same"],
    ["return true;", "same", "shapes that are taken for other ones are broadcast, to the same"],
    ["const sameShapes", "same", "shapes that are taken for other ones are broadcast, to the same"],
    ["function sameShapes", "same", "shapes that are taken for other ones are broadcast, to the same"],
  ]),
  ...of("engine/flush.ts", [
    ["round === undefined", "same", "a cache"],
    ["value !== 0", "same", "0 becomes 0"],
    ["smallest === 0", "same", "for integers nothing is too small"],
  ]),
  ...of("engine/kernels.ts", [["(dtype: Dtype, kernel", "guard", WORDS]]),
  ...of("engine/operations.ts", [
    ["one operand must be a tensor", "same", TYPES],
    ['typeof tensor === "number"', "same", TYPES],
    ["g * round(y * round(1 - y))", "same", "every loss states the derivative of its sigmoid itself"],
    ["round(y * round(1 - y))", "same", "every loss states the derivative of its sigmoid itself"],
  ]),
  ...of("engine/precise-log.ts", [["", "rounding", "Math.log is within an ulp of the exact logarithm"]]),
  ...of("engine/reduce.ts", [
    ["throw x.tape.framework", "guard", WORDS],
    ["size === 0 ? 0", "same", "there is no result to divide then"],
    ["from.length === to.length", "same", "summing over axes of one adds nothing"],
    ["size === 1 ? [total(data)]", "same", SHORTCUT],
    ["Math.max(rank, 1)", "hole", "no case names an axis of a scalar"],
  ]),
  ...of("engine/shapes.ts", [
    ["new Array<number>", "same", LENGTH],
    ["index === undefined", "same", "a cache"],
    ["positions.length === 0) break", "same", SHORTCUT],
    ["sizeOf(shape) === 0", "same", "an axis of none leaves no position"],
  ]),
  ...of("engine/softmax.ts", [["value > best", "same", TIE]]),
  ...of("engine/structure.ts", [
    ["new Array<number>", "same", LENGTH],
    ["i < g.length", "same", EMPTY_TAIL],
    ["row < rows", "same", EMPTY_TAIL],
    ["axis === x.shape.length - 1) return x", "same", SHORTCUT],
    ["axis === last) return x", "same", SHORTCUT],
    ["table !== to) continue", "hole", "no case gives a gradient by parameters that are split into several"],
    ["a.shape.length !== 2", "guard", "shapes that do not fit are refused a step later"],
    ["width === 0 ? 0", "same", "without columns nothing is picked"],
    ["columns.find", "guard", "the label outside is no element, and the answer no tensor"],
    ["outside !== undefined", "guard", "the label outside is no element, and the answer no tensor"],
    ["sizeOf(shape) !== x.data.length", "guard", "another size is refused a step later"],
  ]),
  ...of("engine/sum-order.ts", [["", "rounding", ORDER]]),
  ...of("engine/variable.ts", [
    ["new Array<number>", "same", LENGTH],
    ["inputs: [], pullbacks: []", "same", "what is given has no operation to go back through"],
    ["record: []", "same", "what is no variable has no gradient"],
    ["tracked = false", "same", "a gradient that nobody asks for is computed in vain"],
    ["if (tracked) tape.record.push", "same", "a gradient that nobody asks for is computed in vain"],
    ["!input.tracked) continue", "same", "a gradient that nobody asks for is computed in vain"],
    ["record.length - 1", "same", EMPTY_TAIL],
    ["{ framework, dtype }", "rounding", ORDER],
  ]),
  ...of("evaluate.ts", [
    ["wrt = []", "same", "an input of that name is not there"],
    ["data !== undefined", "same", "an absent gradient is left out by whoever reads it"],
  ]),
  ...of("pytorch/broadcast.ts", [["sameShape(x.shape, shape)) return x", "same", SHORTCUT]]),
  ...of("pytorch/ctc.ts", [
    ["term > largest", "same", TIE],
    ["last.length === 1", "same", "the sum of one term"],
    [".reverse()", "rounding", ORDER],
    ["states.length - 1", "same", EMPTY_TAIL],
    ["add([sofar, both], false)", "rounding", "one rounding more"],
  ]),
  ...of("pytorch/distances.ts", [
    ["p === 1) return", "rounding", "a power of 1 rounds otherwise"],
    ["p === 2) return", "rounding", "a power of 2 rounds otherwise"],
    ["p < 2", "rounding", "the two forms of a power"],
  ]),
  ...of("pytorch/nll.ts", [
    ["at >= 0) gradient[at]", "same", "the element −1 of an array is none of it"],
    ["shape.length < 2", "guard", "a target of another shape is refused"],
  ]),
  ...of("pytorch/ops.ts", [
    ["v < low ? low : v", "same", TIE],
    ["y < x ? y : x", "same", TIE],
  ]),
  ...of("pytorch/in-place.ts", [
    [
      "isFloating(b) && !isFloating(a)",
      "hole",
      "no case multiplies integers in place by floats that would be accepted",
    ],
  ]),
  ...of("pytorch/torch.ts", [
    [
      "size_average === null && reduce === null",
      "same",
      "the legacy arguments' defaults mean the mean, as reduction's does",
    ],
  ]),
  ...of("refusal.ts", [["", "guard", WORDS]]),
  ...of("tensorflow/ctc-dense.ts", [
    ["c < classes", "same", EMPTY_TAIL],
    ["term > largest", "same", TIE],
  ]),
  ...of("tensorflow/ctc-kernel.ts", [
    ["const invalid", "guard", WORDS],
    ["i > 0 && collapsesRepeated", "same", "there is no label before the first"],
    ["value > largest", "same", TIE],
    ["a > b", "same", TIE],
    ["u < u_", "same", EMPTY_TAIL],
    ["t < t_", "same", EMPTY_TAIL],
    ["at(u, t_ - 1) >= 0", "same", "the element −1 of an array is none of it"],
    ["a === LOG_ZERO", "rounding", "a shortcut that spares the roundings of adding nothing"],
    ["b === LOG_ZERO", "rounding", "a shortcut that spares the roundings of adding nothing"],
  ]),
  ...of("tensorflow/ctc.ts", [
    ['"tuple" in value', "hole", "no case gives something else than a tuple for `unique`"],
    ['"tensor" in member', "hole", "no case gives something else than tensors in `unique`"],
    ["classes === undefined || places === undefined", "hole", "no case gives an incomplete `unique`"],
    ["labels batch index", "hole", "no case names a sample that is not there"],
    ['"logits" in args', "hole", "no case gives None for the logits by both names"],
    ['"sequence_length" in args', "hole", "no case gives None for the lengths"],
    ["labels === undefined || labelLength", "guard", "what is not there cannot be read"],
    ["index === 0 ? transposed", "same", SHORTCUT],
    ["index === 0 ? undefined : behind", "same", "labels are moved by nothing"],
    ["index !== 0 && label < blank", "same", "no label is below 0"],
    ["(args.blank_index ?? null) === null", "same", "0 is what an absent index becomes"],
    ["slot < used", "same", "what is unused is not read"],
  ]),
  ...of("tensorflow/embedding.ts", [
    ["row >= 0 && row < rows", "hole", "no case has a class outside of the weights that would not be refused"],
    ["parts[table]?.shape", "hole", "as above"],
    ["extras", "hole", "no case splits weights into parts of unequal size with `div`"],
    ["table", "hole", "as above"],
    ['strategy !== "div"', "hole", "no case names a strategy that is none"],
    ["input === undefined", "guard", "what is not there cannot be read"],
    ["value !== null", "same", TYPES],
  ]),
  ...of("tensorflow/keras.ts", [["weight.shape.length > 0", "same", "the difference of the ranks says it already"]]),
  ...of("tensorflow/log1pf.ts", [["", "rounding", "the forms of log1pf agree within an ulp where they meet"]]),
  ...of("tensorflow/nn.ts", [
    ["x >= 0", "same", TIE],
    ["const shapes", "guard", WORDS],
    ["classes === 0", "guard", "without classes every label is out of range"],
    ["classes === undefined", "guard", "what is not there cannot be read"],
    ["last === undefined", "guard", "what is not there cannot be read"],
    ["axis < 0 || axis >=", "guard", "the axis is refused a step later"],
    ['logits.dtype === "float16"', "rounding", "float16 computed in float32 or in itself: its tolerance hides it"],
  ]),
  ...of("tensorflow/ops.ts", [
    ["x < y ? y : x", "same", TIE],
    ["y < x ? y : x", "same", TIE],
    ["gradientB", "same", NOT_ASKED],
    ["v < 0 ? 0 : v", "same", TIE],
    ["reduction(x, axis, false)", "same", "only which element belongs to which result is used"],
  ]),
  ...of("tensorflow/shapes.ts", [["x.shape[axis] === 1", "guard", "another extent is refused by the reshape"]]),
  ...of("tensorflow/v1.ts", [
    ["smoothing > 0", "same", "smoothed by nothing"],
    [
      "weights.data[0] !== 0",
      "hole",
      "no case tells a scalar weight of 0 counted from one that is not: the sum is 0 too",
    ],
  ]),
];

// --- internal ---

function of(file: string, entries: readonly (readonly [code: string, kind: Kind, why: string])[]): Survivor[] {
  return entries.map(([code, kind, why]) => ({ file, code, kind, why }));
}
