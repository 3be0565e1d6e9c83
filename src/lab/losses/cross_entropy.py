"""Cross-entropy with label smoothing: a part ε of each target is spread evenly over all classes.

    L = −1/N Σ_i Σ_k q_ik log softmax(z_i)_k,    q_ik = (1 − ε) [k = y_i] + ε / K

Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, Rethinking the Inception architecture, CVPR, section 7.
ε = 0 is the ordinary cross-entropy.
"""

import torch
from torch import Tensor, nn


class CrossEntropy(nn.Module):
    """The mean cross-entropy between smoothed labels and the softmax of the logits."""

    def __init__(self, *, smoothing: float = 0.0) -> None:
        super().__init__()
        if not 0 <= smoothing < 1:
            raise ValueError(f"CrossEntropy: smoothing is {smoothing}; give a number in [0, 1)")
        self.smoothing = smoothing

    def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
        """Logits (N, K) and labels (N,) to a scalar."""
        log_probabilities = torch.log_softmax(logits, dim=1)  # (N, K)
        of_the_label = log_probabilities.gather(1, labels[:, None]).squeeze(1)  # (N,)
        if self.smoothing == 0:
            return -of_the_label.mean()
        of_any = log_probabilities.mean(dim=1)  # (N,)
        return -((1 - self.smoothing) * of_the_label + self.smoothing * of_any).mean()
