"""Makes the reference values of the network tests: Tests/Fixtures/Network/*.safetensors.

    pip install numpy torch
    python Tools/goldens/make_network_goldens.py [FOLDER]

One file a network. Everything is computed by PyTorch in float64 and stored as float32:
  NAME             a parameter (names and gate order of the module below)
  inputs           [batch, steps, features]; steps past a sequence's length hold rubbish on purpose
  lengths          I64 [batch]
  targets          [batch, classes], class probabilities before label smoothing
  logits           [batch, classes]; with convolutions, by the running statistics
  loss             [1], mean cross-entropy over the batch, with label smoothing
  grad.NAME        d loss / d parameter, before any clipping
  adam10.NAME      the parameter after ten steps of Adam on this one batch
  adamw10.NAME     the parameter after ten steps of AdamW on this one batch
  sharp10.NAME     the same by sharpness-aware gradients (Foret et al., 2021), of the radius `sharpnessRadius`
  running.NAME     a batch norm's running statistic after one pass of training
Running statistics are parameters like others here: random at first, with a gradient of 0, updated after every
step; adam10, adamw10 and sharp10 hold them too.
Metadata: `architecture` and `hyperparameters`, each a JSON object. Gradients are clipped to a global norm
before every optimiser step; `decay` says what AdamW's weight decay applies to: "all" parameters, or only
"matrices" (those of two dimensions or more: no biases, no norms).

The formulas (x input, h state, * elementwise, s the logistic function):
  gru             r = s(Wir x + bir + Whr h + bhr); z likewise; n = tanh(Win x + bin + r * (Whn h + bhn));
                  h' = (1 - z) * n + z * h           torch.nn.GRU, gates in the order r, z, n
  gruResetBefore  the same but n = tanh(Win x + bin + Whn (r * h) + bhn)
  lstm            torch.nn.LSTM, gates in the order i, f, g, o
  inputPooling    torch.nn.functional.avg_pool2d over so many steps, of all of a shorter sequence
  convolutions    torch.nn.Conv2d [batch, channels, steps, bands], 3 x 3, zeros around each sequence's own steps, no
                  bias; batch norm; rectifier; max pooling; then bands * channels, channels fastest. In training
                  the norm goes by the sequences of one shard: longest first, dealt to two shards in turn
  layer norm      over the features of each step, after the layer (both directions side by side)
  last            the final state: forward after the last valid step, backward after step 0
  mean            mean over valid steps
  attention       sum over valid steps of softmax(v . tanh(W h + b)) h;
                  W attention.hidden.weight [H, H], b attention.hidden.bias [H], v attention.score.weight [1, H]
  attentionAndMean  the two side by side, attention first
schedules.safetensors holds the learning rates of PyTorch's schedulers, a base rate of 1, for each step.
"""
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "convert"))
import safetensors_writer

INPUT_SIZE, HIDDEN, STEPS, LENGTHS, EPSILON = 5, (7, 6), 9, (4, 9, 1), 1e-3
torch.set_default_dtype(torch.float64)


class ResetBeforeGRU(nn.Module):
    """A GRU whose reset gate acts on the state before the recurrent product (Cho et al. 2014)."""

    def __init__(self, input_size, hidden_size, bidirectional):
        super().__init__()
        self.suffixes = ["", "_reverse"] if bidirectional else [""]
        self.hidden_size = hidden_size
        for suffix in self.suffixes:
            for name, shape in (("weight_ih", (3 * hidden_size, input_size)),
                                ("weight_hh", (3 * hidden_size, hidden_size)),
                                ("bias_ih", (3 * hidden_size,)), ("bias_hh", (3 * hidden_size,))):
                setattr(self, f"{name}_l0{suffix}", nn.Parameter(torch.zeros(shape)))

    def direction(self, x, suffix):
        """The states [steps, hidden] of one whole sequence [steps, features]."""
        w_i, w_h, b_i, b_h = (getattr(self, f"{n}_l0{suffix}")
                              for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        u, h, states = self.hidden_size, torch.zeros(self.hidden_size), []
        for t in (reversed(range(len(x))) if suffix else range(len(x))):
            from_input = w_i @ x[t] + b_i + b_h
            r = torch.sigmoid(from_input[:u] + w_h[:u] @ h)
            z = torch.sigmoid(from_input[u:2 * u] + w_h[u:2 * u] @ h)
            n = torch.tanh(from_input[2 * u:] + w_h[2 * u:] @ (r * h))
            h = (1 - z) * n + z * h
            states.append(h)
        return torch.stack(states[::-1] if suffix else states)

    def forward(self, x, lengths):
        rows = []
        for sequence, length in zip(x, lengths):
            states = torch.cat([self.direction(sequence[:length], s) for s in self.suffixes], -1)
            rows.append(nn.functional.pad(states, (0, 0, 0, x.shape[1] - length)))
        return torch.stack(rows)


class Attention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.hidden = nn.Linear(size, size)
        self.score = nn.Linear(size, 1, bias=False)

    def forward(self, h, mask):
        scores = self.score(torch.tanh(self.hidden(h)))[..., 0]
        shares = torch.softmax(scores.masked_fill(~mask, -torch.inf), 1)
        return (shares[..., None] * h).sum(1)


class Convolutions(nn.Module):
    """The layers of a convolutional front, over sequences of different lengths, one at a time but for the norm."""

    def __init__(self, layers, bands, averaged):
        super().__init__()
        self.layers, self.averaged, channels = layers, averaged, 1
        self.conv, self.bn = nn.ModuleList(), nn.ModuleList()
        for layer in layers:
            self.conv.append(nn.Conv2d(channels, layer["channelCount"], 3, padding=1, bias=False))
            channels = layer["channelCount"]
            self.bn.append(nn.BatchNorm2d(channels, layer["normEpsilon"], layer["normMomentum"]))
            bands = max(1, bands // layer["bandPooling"])
        self.outputs = bands * channels

    def norm(self, images, shards, bn):
        """Batch norm within each shard; running statistics follow those of all pixels together."""
        def pixels(some):
            return torch.cat([image[0].flatten(1) for image in some], 1)

        def normalised(image, mean, variance):
            scale = bn.weight / torch.sqrt(variance + bn.eps)
            return (image - mean[:, None, None]) * scale[:, None, None] + bn.bias[:, None, None]

        if not self.training:
            return [normalised(image, bn.running_mean, bn.running_var) for image in images]
        with torch.no_grad():
            every = pixels(images)
            bn.running_mean += bn.momentum * (every.mean(1) - bn.running_mean)
            bn.running_var += bn.momentum * (every.var(1, unbiased=True) - bn.running_var)
        out = list(images)
        for shard in shards:
            own = pixels([images[i] for i in shard])
            for i in shard:
                out[i] = normalised(images[i], own.mean(1), own.var(1, unbiased=False))
        return out

    def forward(self, x, lengths):
        order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
        shards = [order[0::2], order[1::2]]
        images = [sequence[None, None, :length] for sequence, length in zip(x, lengths)]
        images = [nn.functional.avg_pool2d(image, (min(self.averaged, image.shape[2]), 1)) for image in images]
        for layer, conv, bn in zip(self.layers, self.conv, self.bn):
            images = self.norm([conv(image) for image in images], shards, bn)
            pool = (layer["timePooling"], layer["bandPooling"])
            images = [nn.functional.max_pool2d(
                torch.relu(image), (min(pool[0], image.shape[2]), min(pool[1], image.shape[3])), pool)
                for image in images]
        steps = [image[0].permute(1, 2, 0).flatten(1) for image in images]
        return nn.utils.rnn.pad_sequence(steps, batch_first=True), torch.tensor([len(s) for s in steps])


class Network(nn.Module):
    def __init__(self, architecture):
        super().__init__()
        self.architecture, size = architecture, architecture["inputSize"]
        if "convolutions" in architecture:
            self.front = Convolutions(architecture["convolutions"], size, architecture.get("inputPooling", 1))
            size = self.front.outputs
        kinds = {"gru": nn.GRU, "lstm": nn.LSTM, "gruResetBefore": ResetBeforeGRU}
        self.rnn, self.norm = nn.ModuleList(), nn.ModuleDict()
        for i, layer in enumerate(architecture["layers"]):
            both = layer["isBidirectional"]
            options = {} if layer["cell"] == "gruResetBefore" else {"batch_first": True}
            self.rnn.append(kinds[layer["cell"]](size, layer["hiddenSize"], bidirectional=both, **options))
            size = layer["hiddenSize"] * (2 if both else 1)
            if layer["hasLayerNorm"]:
                self.norm[str(i)] = nn.LayerNorm(size, eps=architecture["layerNormEpsilon"])
        if architecture["pooling"].startswith("attention"):
            self.attention = Attention(size)
        pooled = 2 * size if architecture["pooling"] == "attentionAndMean" else size
        self.dense = nn.Linear(pooled, architecture["classCount"])

    def forward(self, x, lengths):
        if hasattr(self, "front"):
            x, lengths = self.front(x, lengths)
        mask = torch.arange(x.shape[1])[None] < lengths[:, None]
        for i, layer in enumerate(self.rnn):
            if isinstance(layer, ResetBeforeGRU):
                x = layer(x, lengths)
            else:
                packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
                x = pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=mask.shape[1])[0]
            if str(i) in self.norm:
                x = self.norm[str(i)](x)
        return self.dense(self.pool(x, mask, lengths))

    def pool(self, h, mask, lengths):
        kind, top = self.architecture["pooling"], self.architecture["layers"][-1]
        if kind == "last":
            ends = h[torch.arange(len(h)), lengths - 1]
            u = top["hiddenSize"]
            return torch.cat([ends[:, :u], h[:, 0, u:]], -1) if top["isBidirectional"] else ends
        mean = (h * mask[..., None]).sum(1) / lengths[:, None]
        if kind == "mean":
            return mean
        attended = self.attention(h, mask)
        return attended if kind == "attention" else torch.cat([attended, mean], -1)


def architecture(cells, both, norms, pooling, classes):
    layers = [{"cell": cell, "hiddenSize": size, "isBidirectional": both, "hasLayerNorm": norm, "dropout": 0}
              for cell, size, norm in zip(cells, HIDDEN, norms)]
    return {"inputSize": INPUT_SIZE, "layers": layers, "pooling": pooling, "dropout": 0,
            "classCount": classes, "layerNormEpsilon": EPSILON}


def convolutional(bands, convolutions, cell, pooling, classes):
    """Layers of (channels, time pooling, band pooling), then one recurrent layer in both directions."""
    arch = architecture([cell], True, [False], pooling, classes)
    return arch | {"inputSize": bands, "convolutions": [
        {"channelCount": channels, "timePooling": time, "bandPooling": band, "normEpsilon": 1e-5,
         "normMomentum": 0.1} for channels, time, band in convolutions]}


# The network, the label smoothing, what weight decay applies to, and whether targets are one class or several.
CASES = {
    "gru_last": (architecture(["gru"] * 2, False, [True, False], "last", 3), 0.0, "all", "hard"),
    "gru_both_attention": (
        architecture(["gru"] * 2, True, [True, True], "attention", 4), 0.1, "matrices", "hard"),
    "gru_reset_before_mean": (
        architecture(["gruResetBefore"] * 2, False, [True, True], "mean", 3), 0.1, "all", "soft"),
    "gru_reset_before_both_last": (
        architecture(["gruResetBefore"] * 2, True, [True, False], "last", 4), 0.0, "matrices", "hard"),
    "lstm_last": (architecture(["lstm"] * 2, False, [True, False], "last", 3), 0.0, "all", "hard"),
    "lstm_both_attention_and_mean": (
        architecture(["lstm"] * 2, True, [True, False], "attentionAndMean", 3), 0.2, "matrices", "soft"),
    "lstm_mean": (architecture(["lstm"] * 2, False, [False, True], "mean", 4), 0.0, "all", "hard"),
    "mixed_attention": (
        architecture(["gru", "lstm"], False, [True, True], "attention", 3), 0.05, "matrices", "hard"),
    "convolutional_gru": (
        convolutional(11, [(5, 2, 2), (7, 2, 3)], "gru", "attentionAndMean", 3), 0.1, "matrices", "soft"),
    "convolutional_lstm": (
        convolutional(7, [(17, 1, 2), (3, 3, 1), (6, 1, 4)], "lstm", "last", 4), 0.0, "all", "hard"),
    "averaged_convolutional_gru": (
        convolutional(5, [(4, 1, 2), (3, 2, 1)], "gru", "mean", 3) | {"inputPooling": 2}, 0.1, "matrices", "hard"),
}


def tensors_of(network):
    """Parameters and running statistics, by the names of the format."""
    names = network.state_dict().keys()
    return {public_name(n): network.state_dict()[n] for n in names if not n.endswith("num_batches_tracked")}


def public_name(name):
    return name.removeprefix("front.")


def optimised(make, x, lengths, targets, smoothing, clip, optimizer_of):
    """The parameters after ten clipped steps of the optimiser on one batch."""
    network = make()
    optimizer = optimizer_of(network)
    for _ in range(10):
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(x, lengths), targets, label_smoothing=smoothing).backward()
        nn.utils.clip_grad_norm_(network.parameters(), clip)
        optimizer.step()
    return tensors_of(network)


def optimised_sharply(make, x, lengths, targets, smoothing, clip, optimizer_of, radius):
    """The parameters after ten clipped steps by the gradient at the highest neighbour (Foret et al., 2021)."""
    network = make()
    optimizer = optimizer_of(network)
    parameters = list(network.parameters())
    for _ in range(10):
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(x, lengths), targets, label_smoothing=smoothing).backward()
        norm = torch.cat([p.grad.flatten() for p in parameters]).norm()
        neighbour = make()
        neighbour.load_state_dict(network.state_dict())
        with torch.no_grad():
            for p, q in zip(parameters, neighbour.parameters()):
                q += radius / norm * p.grad
        nn.functional.cross_entropy(neighbour(x, lengths), targets, label_smoothing=smoothing).backward()
        for p, q in zip(parameters, neighbour.parameters()):
            p.grad = q.grad
        nn.utils.clip_grad_norm_(parameters, clip)
        optimizer.step()
    return tensors_of(network)


def golden(seed, arch, smoothing, decay_kind, target_kind):
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.tensor(LENGTHS)
    x = torch.randn(len(LENGTHS), STEPS, arch["inputSize"], generator=generator).float().double()
    x[torch.arange(STEPS)[None] >= lengths[:, None]] = -37.5
    classes = arch["classCount"]
    targets = torch.eye(classes)[torch.randint(classes, (len(LENGTHS),), generator=generator)]
    if target_kind == "soft":
        targets = torch.softmax(torch.randn(len(LENGTHS), classes, generator=generator), -1).float().double()
    start = {}
    for name, p in Network(arch).named_parameters():
        draw = (torch.rand(p.shape, generator=generator) * 2 - 1) * 0.6
        is_scale = name.startswith(("norm", "front.bn")) and name.endswith("weight")
        start[name] = (draw / 2 + 1 if is_scale else draw).float().double()
    for name, buffer in Network(arch).named_buffers():
        if not name.endswith("num_batches_tracked"):
            draw = torch.rand(buffer.shape, generator=generator)
            start[name] = (draw + 0.5 if name.endswith("var") else draw - 0.5).float().double()

    def make():
        network = Network(arch)
        counters = {n: b for n, b in network.state_dict().items() if n.endswith("num_batches_tracked")}
        network.load_state_dict(start | counters)
        return network

    hyper = {"labelSmoothing": smoothing, "gradientClipNorm": 0.25, "learningRate": 0.01, "beta1": 0.9,
             "beta2": 0.999, "epsilon": 1e-5, "weightDecay": 0.1, "decay": decay_kind, "steps": 10,
             "sharpnessRadius": 0.05}
    adam = {"lr": hyper["learningRate"], "betas": (0.9, 0.999), "eps": hyper["epsilon"]}

    def adamw(network):
        groups = {True: [], False: []}
        for p in network.parameters():
            groups[decay_kind == "all" or p.dim() >= 2].append(p)
        groups = [{"params": ps, "weight_decay": hyper["weightDecay"] * yes} for yes, ps in groups.items()]
        return torch.optim.AdamW([g for g in groups if g["params"]], **adam)

    network = make()
    with torch.no_grad():
        logits = network.eval()(x, lengths)
    loss = nn.functional.cross_entropy(network.train()(x, lengths), targets, label_smoothing=smoothing)
    loss.backward()
    tensors = {"inputs": x, "targets": targets, "logits": logits, "loss": loss.reshape(1)}
    tensors |= {public_name(n): p for n, p in start.items()}
    tensors |= {f"grad.{public_name(n)}": p.grad for n, p in network.named_parameters()}
    for name, statistic in tensors_of(network).items():
        if ".running_" in name:
            tensors |= {f"grad.{name}": torch.zeros_like(statistic), f"running.{name}": statistic}
    common = (make, x, lengths, targets, smoothing, hyper["gradientClipNorm"])
    tensors |= {f"adam10.{n}": p for n, p in
                optimised(*common, lambda m: torch.optim.Adam(m.parameters(), **adam)).items()}
    tensors |= {f"adamw10.{n}": p for n, p in optimised(*common, adamw).items()}
    tensors |= {f"sharp10.{n}": p for n, p in
                optimised_sharply(*common, adamw, hyper["sharpnessRadius"]).items()}
    tensors = {n: t.detach().float().numpy() for n, t in sorted(tensors.items())}
    metadata = {"architecture": json.dumps(arch), "hyperparameters": json.dumps(hyper)}
    return {"lengths": lengths.numpy()} | tensors, metadata


def schedules():
    """Learning rates over 40 steps (4 epochs of 10)."""
    kinds = torch.optim.lr_scheduler

    def rates(make):
        optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
        scheduler, out = make(optimizer), []
        for _ in range(40):
            out.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        return torch.tensor(out).float().numpy()

    return {
        "constant": rates(lambda o: kinds.ConstantLR(o, factor=1)),
        "step": rates(lambda o: kinds.StepLR(o, step_size=20, gamma=0.3)),
        "cosine": rates(lambda o: kinds.CosineAnnealingLR(o, T_max=40, eta_min=0.05)),
        "oneCycle": rates(lambda o: kinds.OneCycleLR(
            o, max_lr=1.0, total_steps=40, pct_start=0.3, div_factor=25, final_div_factor=1e4,
            cycle_momentum=False)),
        "warmUpConstant": rates(lambda o: kinds.LinearLR(o, start_factor=0.1, total_iters=8)),
        "warmUpCosine": rates(lambda o: kinds.SequentialLR(
            o, [kinds.LinearLR(o, start_factor=0.1, total_iters=8),
                kinds.CosineAnnealingLR(o, T_max=32, eta_min=0.0)], milestones=[8])),
    }


def main():
    here = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Network"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, case) in enumerate(CASES.items()):
        tensors, metadata = golden(seed + 1, *case)
        safetensors_writer.write(folder / f"{name}.safetensors", tensors, metadata)
    safetensors_writer.write(folder / "schedules.safetensors", schedules(), {})
    print(sum(f.stat().st_size for f in folder.glob("*.safetensors")), "bytes in", folder)


if __name__ == "__main__":
    main()
