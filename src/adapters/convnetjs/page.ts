import type { AdapterPage } from "../page.ts";

export const PAGE: AdapterPage = {
  title: "ConvNetJS",
  package: "convnetjs",
  link: "https://github.com/karpathy/convnetjs",
  about:
    "Andrej Karpathy's networks in the browser. A loss is the last layer of a network; `backward(y)` returns the loss of one sample and leaves its gradient in `Vol.dw`.",
  mapped: [
    {
      library: "SoftmaxLayer",
      losses: ["torch.nn.CrossEntropyLoss", "torch.nn.functional.cross_entropy"],
      why: "Softmax and negative log-likelihood of a class index, for one sample: PyTorch's loss with `reduction=none`, a sample at a time.",
    },
    {
      library: "RegressionLayer",
      losses: ["torch.nn.MSELoss", "torch.nn.functional.mse_loss"],
      why: "Documented as an L2 cost that penalises Σ‖x_i − y_i‖², x being the input and y the correct values: PyTorch's loss with `reduction=sum`.",
    },
    {
      library: "SVMLayer",
      losses: ["torch.nn.MultiMarginLoss", "torch.nn.functional.multi_margin_loss"],
      why: "The multi-class hinge loss of one sample with a margin of 1: PyTorch's loss with `p=1`, `margin=1` and `reduction=none`, a sample at a time.",
    },
  ],
  notes: [
    "Classifying layers are asked once for each sample of a case with `reduction=none`; a gradient is the sample's `Vol.dw`, contracted with the case's cotangent, which has one number for each sample.",
    "Any other reduction of more than one sample is the network's trainer's business and `unsupported`; for a single sample the loss is its own mean and sum. Weights and `ignore_index` are `unsupported`.",
    "A layer has no shapes: the inputs of a regression must have the same shape, and a classifying layer takes samples in rows.",
    "The library computes in JavaScript's numbers (Float64Array); the answer to a float32 call is read as float32. They have no dtypes, so that class indices that are not int64 and targets of another dtype than the input are `unsupported`.",
  ],
};
