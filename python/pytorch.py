"""Answers calls with the PyTorch that is installed here (recording: 1.7.0), on one thread of the CPU."""
import inspect
import os

SETTINGS = {
    "ATEN_CPU_CAPABILITY": "default",
    "CUDA_VISIBLE_DEVICES": "",
    "MKL_CBWR": "COMPATIBLE",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
os.environ.update(SETTINGS)

import executor
import wire
from executor import in_phase
from wire import Unsupported

import torch

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

CALLABLES = {
    "pairwise_distance": torch.nn.functional.pairwise_distance,
    "manhattan": lambda x, y: (x - y).abs().sum(-1),
    "cosine": lambda x, y: 1 - torch.nn.functional.cosine_similarity(x, y, dim=-1),
    "wrong_shape": lambda x, y: (x - y).abs().sum().reshape(1, 1, 1),
}


def tensor(array):
    return torch.tensor(array)


def sparse(indices, values, shape):
    return torch.sparse_coo_tensor(tensor(indices).t(), tensor(values), tuple(shape))


def give_parameters(module, vector):
    """Gives a module its parameters out of one vector, in order, as torch.nn.utils.vector_to_parameters does, but differentiably."""
    at = 0
    for owner in module.modules():
        for name, parameter in list(owner._parameters.items()):
            if parameter is None:
                continue
            part = vector[at:at + parameter.numel()].view_as(parameter)
            at += parameter.numel()
            del owner._parameters[name]
            setattr(owner, name, part)


def evaluate(message):
    target = executor.resolve("torch", torch, message["loss"])
    args = {k: wire.decode_argument(v, tensor, sparse, CALLABLES) for k, v in message["args"].items()}
    inputs = {k: tensor(wire.decode_array(v)) for k, v in message["inputs"].items()}
    names = wire.differentiable(message)
    wrt = [inputs[name].requires_grad_() for name in names]
    if inspect.isclass(target):
        loss = in_phase("construct", lambda: target(**args))
        # AdaptiveLogSoftmaxWithLoss has parameters of its own, initialised at random.
        if "parameters" in inputs:
            vector = inputs.pop("parameters")
            in_phase("construct", lambda: give_parameters(loss, vector))
        value = in_phase("call", lambda: loss(**inputs))
    else:
        value = in_phase("call", lambda: target(**inputs, **args))
    # AdaptiveLogSoftmaxWithLoss returns a named pair.
    value = getattr(value, "loss", value)
    if not isinstance(value, torch.Tensor):
        raise Unsupported("the loss returned a %s" % type(value).__name__)
    array = value.detach().numpy()
    if not wrt or not value.requires_grad:
        return array, {}
    cotangent = wire.cotangent_for(message, array.shape, array.dtype)
    if cotangent is None:
        return array, {}
    gradients = in_phase(
        "backward", lambda: torch.autograd.grad(value, wrt, grad_outputs=tensor(cotangent), allow_unused=True), array
    )
    return array, {name: gradient.numpy() for name, gradient in zip(names, gradients) if gradient is not None}


if __name__ == "__main__":
    version = torch.__version__.split("+")[0]
    executor.serve(
        {"name": "pytorch", "version": version, "losses": ["torch.*"], "provenance": executor.provenance(version, SETTINGS)},
        evaluate,
    )
