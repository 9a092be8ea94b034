import { domain, flag, float, literal, TORCH_REDUCTION } from "../domains.ts";
import { CTC, UNSAFE_CTC } from "../inputs/ctc.ts";
import { TF_CTC, TF_CTC_LOSSES } from "../inputs/tf-ctc.ts";
import { defineConcept, type LossSpec, type Value } from "../types.ts";
import { CTC as TENSORFLOW_CTC } from "./tf-ctc.ts";

const classes = (name: string, change: number): Value => ({
  name,
  make: ({ roles }) => (roles.prediction?.shape.at(-1) ?? 0) + change,
});
const blank = domain(
  [literal(0), literal(1), classes("last", -1)],
  [literal(-1), classes("classes", 0), float(1, "1.0"), literal(null), literal(true)],
);

const torchCtc: Omit<LossSpec, "loss" | "form"> = {
  framework: "pytorch",
  inputs: {
    log_probs: ["prediction"],
    // Padded [N, S], or of one axis where the family has them so.
    targets: ["labels-flat", "labels"],
    input_lengths: ["logit-length"],
    target_lengths: ["label-length"],
  },
  args: { blank, reduction: TORCH_REDUCTION, zero_infinity: flag(false) },
};

const TORCH_CTC = ["torch.nn.CTCLoss", "torch.nn.functional.ctc_loss"];
const UNCHECKED = "undefined behaviour: the kernel does not check this and reads beyond its tensors";

export const ctc = defineConcept({
  name: "ctc",
  title: "Connectionist temporal classification",
  about:
    "The probability of a label sequence over all its alignments. TensorFlow normalises logits itself; PyTorch wants log-probabilities and does not check.",
  families: [
    // First, as TensorFlow's canonical family: its logits read either way round.
    ...TF_CTC,
    ...CTC,
    // What PyTorch does not check and reads beyond its tensors for, TensorFlow refuses or answers the same every time.
    ...UNSAFE_CTC.map((family) => ({ ...family, only: TORCH_CTC, isolated: UNCHECKED })),
    ...UNSAFE_CTC.map((family) => ({ ...family, only: TF_CTC_LOSSES })),
  ],
  losses: [
    { ...torchCtc, loss: "torch.nn.CTCLoss", form: "class", counterpart: "torch.nn.functional.ctc_loss" },
    { ...torchCtc, loss: "torch.nn.functional.ctc_loss", form: "function", counterpart: "torch.nn.CTCLoss" },
    ...TENSORFLOW_CTC,
  ],
});
