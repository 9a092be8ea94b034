import type { AdapterPage } from "../page.ts";

export const PAGE: AdapterPage = {
  title: "JS-PyTorch",
  package: "js-pytorch",
  link: "https://github.com/eduardoleao052/js-pytorch",
  about: "A re-creation of PyTorch in JavaScript, API and names included.",
  mapped: [
    {
      library: "nn.MSELoss",
      losses: ["torch.nn.MSELoss", "torch.nn.functional.mse_loss"],
      why: "Bears PyTorch's name and is documented as mean squared error; it takes no arguments, which is PyTorch's `reduction=mean`.",
    },
    {
      library: "nn.CrossEntropyLoss",
      losses: ["torch.nn.CrossEntropyLoss", "torch.nn.functional.cross_entropy"],
      why: "Bears PyTorch's name and takes logits and class indices; it takes no arguments, which is PyTorch's `reduction=mean`.",
    },
  ],
  notes: [
    "Every argument away from its default is `unsupported`.",
    "Tensors are made from nested arrays, which cannot say the shape of a tensor without elements; such calls are `unsupported`.",
    "The library computes in JavaScript's numbers; the answer to a float32 call is read as float32. They have no dtypes, so that class indices that are not int64 and targets of another dtype than the input are `unsupported`. Its answers to a reduction have the shape [1]; that is its shape of a scalar, and is read as [].",
    "Gradients are the library's own, from `backward()` on the scalar loss.",
  ],
};
