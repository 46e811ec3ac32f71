"""The best path through a chain of tags (a linear CRF), for one long chain instead of many short ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.languages.russian.weights import Floats

Ints = npt.NDArray[np.intp]

BLOCK = 16  # steps done one after the other; all blocks are worked on side by side
WINDOW = 4096  # tokens decoded at once, which bounds memory
OVERLAP = 64  # tokens decoded on either side of a window and dropped: far more than tags reach


class Chain:
    """Decodes emissions with one matrix of transitions (from tag x to tag)."""

    def __init__(self, transitions: Floats) -> None:
        self._transitions = np.ascontiguousarray(transitions)
        self._columns = np.ascontiguousarray(transitions.T)

    def decode(self, emissions: Floats) -> Ints:
        """The tags of the best path; `emissions` is tokens x tags."""
        size = len(emissions)
        pieces = []
        for start in range(0, size, WINDOW):
            first, last = max(0, start - OVERLAP), min(size, start + WINDOW + OVERLAP)
            pieces.append(self._window(emissions[first:last])[start - first : start - first + WINDOW])
        return np.concatenate(pieces) if pieces else np.zeros(0, np.intp)

    def _window(self, emissions: Floats) -> Ints:
        """The first token by itself, then blocks, the last of which may end early."""
        size, tags = emissions.shape
        count = -(-(size - 1) // BLOCK)
        filled = np.zeros((count * BLOCK, tags), np.float32)
        filled[: size - 1] = emissions[1:]
        if not count:
            only: Ints = emissions.argmax(1)
            return only
        tail = size - 1 - (count - 1) * BLOCK
        steps = self._forward(filled.reshape(count, BLOCK, tags), tail)
        enters, leaves = self._join(emissions[0], steps[-1])
        path = self._back(steps, enters, leaves, tail)
        return np.concatenate((enters[:1], path.ravel()[: size - 1]))

    def _forward(self, blocks: Floats, tail: int) -> list[Floats]:
        """For every step: tag at the step x blocks x tag before the block, the best score between them.

        The last block has `tail` steps; then its scores stand still.
        """
        count, _, tags = blocks.shape
        by_step = np.ascontiguousarray(blocks.transpose(1, 2, 0))[:, :, :, None]
        score = self._columns[:, None, :] + by_step[0]
        steps = [score]
        # the tag to choose stands on the outer axis: numpy then takes the maximum of whole arrays
        paths = np.empty((tags, tags, count, tags), np.float32)
        for step in range(1, BLOCK):
            np.add(score[:, None], self._transitions[:, :, None, None], out=paths)
            before, score = score, paths.max(0)
            score += by_step[step]
            if step >= tail:
                score[:, -1] = before[:, -1]
            steps.append(score)
        return steps

    def _join(self, start: Floats, last: Floats) -> tuple[Ints, Ints]:
        """The tag before each block and at its end, on the best path through all blocks."""
        score = start.astype(np.float64)
        came = []
        for block in last.transpose(1, 2, 0):
            paths = score[:, None] + block
            came.append(paths.argmax(0))
            score = paths.max(0)
        leaves = np.zeros(len(came), np.intp)
        enters = np.zeros(len(came), np.intp)
        tag = int(score.argmax())
        for i in range(len(came) - 1, -1, -1):
            leaves[i] = tag
            tag = enters[i] = int(came[i][tag])
        return enters, leaves

    def _back(self, steps: list[Floats], enters: Ints, leaves: Ints, tail: int) -> Ints:
        """blocks x steps: the tags inside, from each block's end back to its first step."""
        blocks = np.arange(len(leaves))
        path = np.empty((len(leaves), BLOCK), np.intp)
        path[:, -1] = tag = leaves
        for step in range(BLOCK - 2, -1, -1):
            tag = (steps[step][:, blocks, enters] + self._transitions[:, tag]).argmax(0)
            if step + 1 >= tail:
                tag[-1] = leaves[-1]
            path[:, step] = tag
        return path
