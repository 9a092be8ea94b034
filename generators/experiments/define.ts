/** A question put to the real frameworks, in Python. */
export interface ExperimentSpec {
  readonly id: string;
  readonly concept?: string;
  readonly title: string;
  readonly about: string;
  readonly tensorflow?: string;
  readonly pytorch?: string;
}

/** Checks nothing, but gives the type. */
export function defineExperiments(...experiments: readonly ExperimentSpec[]): readonly ExperimentSpec[] {
  return experiments;
}

const SHOW = `def show(name, compute):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = compute()
            value = value.detach() if hasattr(value, "detach") else value
            text = value if isinstance(value, str) else np.array2string(np.asarray(value), separator=", ", floatmode="unique", max_line_width=999).replace("\\n", "")
        except Exception as error:
            text = "%s: %s" % (type(error).__name__, str(error).split("\\n")[0][:120])
    print("%s = %s" % (name, text))
    for warning in caught:
        if "CUDA" not in str(warning.message):
            print("%s warns = %s: %s" % (name, warning.category.__name__, str(warning.message).split("\\n")[0][:120]))
`;

/** Imports, `show(name, compute)` and `gradient(f, x)`. */
export const PRELUDE = {
  tensorflow: `import warnings
import numpy as np
import tensorflow as tf
from tensorflow.keras import losses as K

c = tf.constant

def gradient(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = f(x)
    return tape.gradient(value, x)

${SHOW}`,
  pytorch: `import warnings
import numpy as np
import torch
import torch.nn.functional as F

t = torch.tensor

def gradient(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad

${SHOW}`,
} as const;
