#!/usr/bin/env python3
"""Measures NVIDIA's own libraries on problems that Ridgepoint exported, and writes a result file of the same form.

    npm run -s ridgepoint -- export --out problems
    python3 bench/peers/nvidia.py --problems problems --out vendor.json
    npm run -s ridgepoint -- validate vendor.json
    npm run -s ridgepoint -- report ours.json vendor.json

Device copy, cuBLAS GEMM and GEMV in fp32, TF32 and fp16, cuSPARSE CSR SpMV, through PyTorch, and SpMV through CuPy
where it is installed. Times are CUDA events around batches. Products that are as short as a call from Python are
captured as CUDA graphs; one that cannot be captured has a time only where calling took less. Copies of the matrices
rotate, so that no cache holds them; every output is compared with an fp64 product. Needs Python 3.9, PyTorch with CUDA and NumPy.

--self-test needs none of them: it tries the JSON and the statistics below, and writes a file of made-up times.
"""

import argparse
import hashlib
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone

MANIFEST_VERSION = 2
SEED = 1
ROUNDS = 20
WARMUP_S = 0.3
MINIMUM_BATCH_NS = 10e6
MAXIMUM_LAUNCHES = 1 << 14
# Matrices rotate through copies that fill this many times the second-level cache, and at least this many bytes.
CACHE_MULTIPLE = 4
MINIMUM_STREAM_BYTES = 512 * 2**20
MAXIMUM_COPIES = 256
# From this share of the time on, calling from Python may be what takes it.
CALLING_SHARE = 0.25
# A graph holds at least this many launches: replaying it costs some microseconds.
GRAPH_LAUNCHES = 16
# A graph and single calls that differ by more are not the same work, unless calling explains it.
GRAPH_AGREEMENT = 0.1
# cudaEventElapsedTime: "a resolution of around 0.5 microseconds".
EVENT_STEP_NS = 500
TOLERANCE = {"f32": 1e-5, "tf32": 1e-3, "f16": 1e-3}
# Of the formats that problems are exported in, and of the words that are copied.
FAMILIES = {"dense-f32": "dense", "csr-f32": "csr", "words": "probe"}


# --- Canonical JSON (RFC 8785) ---------------------------------------------------------------------------------------


def canonical(value):
    """The one text of a JSON value that hashes are taken of: sorted keys, numbers as ECMAScript prints them."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return canonical_number(value)
    if isinstance(value, str):
        value.encode("utf-8")  # Half a surrogate pair is no text: this raises.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    raise TypeError(f"no JSON value: {value!r}")


def canonical_number(value):
    """ECMAScript's Number::toString: the digits are Python's shortest ones too, where the point goes is not."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"JSON has no {number}")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    # The value is 0.digits × 10^point.
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    rest = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def text_hash(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sealed(record):
    return {**record, "sha256": text_hash(canonical(record))}


# --- Summary of samples: the same steps as src/stats, which `validate` repeats ---------------------------------------

REPLICATES = 1000
FEW_VALUES = 5
RESOLVED_STEPS = 20
BOOTSTRAP_SEED = 0x5EED
NORMAL_MAD = 1.4826


def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 == 1 else (ordered[half - 1] + ordered[half]) / 2


def quantile(ordered, p):
    position = p * (len(ordered) - 1)
    below = math.floor(position)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    weight = position - below
    return low if weight == 0 or low == high else low + weight * (high - low)


class Random:
    """sfc32, as src/core/random.ts seeds it."""

    def __init__(self, seed, stream=0):
        self.state = [seed, stream, 0x9E3779B9, 1]
        for _ in range(15):
            self.uint32()

    def uint32(self):
        a, b, c, counter = self.state
        t = (a + b + counter) & 0xFFFFFFFF
        rotated = ((c << 21) | (c >> 11)) & 0xFFFFFFFF
        self.state = [b ^ (b >> 9), (c + (c << 3)) & 0xFFFFFFFF, (rotated + t) & 0xFFFFFFFF, (counter + 1) & 0xFFFFFFFF]
        return t


def rank_autocorrelation(values):
    count = len(values)
    if count < 5:
        return 0
    order = sorted(range(count), key=lambda i: (values[i], i))
    ranks = [0.0] * count
    begin = 0
    while begin < count:
        end = begin + 1
        while end < count and values[order[end]] == values[order[begin]]:
            end += 1
        for i in range(begin, end):
            ranks[order[i]] = (begin + end - 1) / 2
        begin = end
    center = (count - 1) / 2
    variance = covariance = 0.0
    for i in range(count):
        deviation = ranks[i] - center
        variance += deviation * deviation
        if i > 0:
            covariance += deviation * (ranks[i - 1] - center)
    if variance == 0:
        return 0
    return min(0.8, max(0, ((count * covariance) / variance + 1) / (count - 3)))


def block_length(count, correlation):
    remainder = 1 - correlation * correlation
    cube = (6 * correlation * correlation * count) / (remainder * remainder)
    longest = max(1, count // 4)
    length = 1
    while length * length * length < cube and length < longest:
        length += 1
    return length


def widening(count, length, correlation):
    seen = power = 1.0
    for lag in range(1, length):
        power *= correlation
        seen += 2 * (1 - lag / length) * power
    whole = (1 + correlation) / (1 - correlation)
    shortness = count / (count - length) if length < count else 1
    return math.sqrt((shortness * whole) / seen) * (1 + 2 / count)


def bootstrap_medians(values):
    """Moving blocks: neighbouring batches share clock speed and temperature."""
    count = len(values)
    correlation = rank_autocorrelation(values)
    length = block_length(count, correlation)
    center = median(values)
    stretch = widening(count, length, correlation)
    random = Random(BOOTSTRAP_SEED)
    scale = (count - length + 1) * 2**-32
    replicates = []
    for _ in range(REPLICATES):
        words = [random.uint32() for _ in range(math.ceil(count / length))]
        drawn = []
        for word in words:
            start = math.floor(word * scale)
            drawn.extend(values[start : start + min(length, count - len(drawn))])
        replicates.append(center + stretch * (median(drawn) - center))
    return replicates


def drift_ratio(values):
    third = len(values) // 3
    if third == 0:
        return 1
    first = median(values[:third])
    return median(values[-third:]) / first if first > 0 else 1


def summary_of(samples):
    values = [sample["totalNs"] / sample["dispatches"] for sample in samples]
    center = median(values)
    if len(values) < FEW_VALUES:
        low, high = min(values), max(values)
    else:
        replicates = sorted(bootstrap_medians(values))
        low, high = quantile(replicates, 0.025), quantile(replicates, 0.975)
    step_ns = EVENT_STEP_NS / median([sample["dispatches"] for sample in samples])
    low = min(low, center, center - step_ns / 2)
    high = max(high, center, center + step_ns / 2)
    mad = median([abs(value - center) for value in values])
    drift = drift_ratio(values)
    flags = []
    if median([sample["totalNs"] for sample in samples]) < RESOLVED_STEPS * EVENT_STEP_NS or center <= 0:
        flags.append("unresolved")
    if abs(drift - 1) > 0.1:
        flags.append("drift")
    limit = max(3 * NORMAL_MAD * mad, 1.5 * step_ns)
    if sum(abs(value - center) > limit for value in values) > 0.05 * len(values):
        flags.append("heavy-tails")
    if len(values) < FEW_VALUES:
        flags.append("few-samples")
    return {
        "medianNs": max(0, center),
        "lowNs": max(0, low),
        "highNs": max(0, high),
        "madNs": mad,
        "minNs": max(0, min(values)),
        "sampleCount": len(samples),
        "driftRatio": max(0, drift),
        "flags": flags,
    }


# --- Records and files -----------------------------------------------------------------------------------------------


class Case:
    """One library call on one problem. `prepare` gives a Prepared on the device; the rest is what a record says."""

    def __init__(self, kernel_id, problem, precision, cache, prepare):
        self.kernel_id = kernel_id
        self.problem = problem
        self.precision = precision
        self.cache = cache
        self.prepare = prepare
        self.address = f"{kernel_id}@{problem['address']}" + ("?cache=hot" if cache == "hot" else "")
        self.prepared = None
        self.launches = 1
        self.samples = []
        self.check = None

    def identity(self, versions):
        """As src/core/record/record-identity.ts makes it. A library has no tunables that we set."""
        exported = self.problem["format"]
        # TF32 rounds while it multiplies: what is stored is f32.
        stored = "f16" if self.precision == "f16" else "f32"
        return {
            "address": self.address,
            "case": {
                "kernelId": self.kernel_id,
                "problem": self.problem["spec"],
                "tunables": {},
                "cache": self.cache,
                "memoryShare": 1,
                "clock": "gpu",
            },
            "tunablesComplete": True,
            "tuned": [],
            "kind": "vendor",
            "operation": self.problem["operation"],
            "format": exported.replace("-f32", f"-{stored}"),
            "family": FAMILIES[exported],
            "valueType": "u32" if exported == "words" else stored,
            "launchHash": text_hash(canonical({"call": self.kernel_id, "libraries": versions}))[:16],
        }

    def work(self):
        # Dense operands in fp16, vectors included, are half of those in fp32.
        share = 0.5 if self.precision == "f16" else 1
        flops, size = self.problem["usefulFlops"], self.problem["compulsoryBytes"] * share
        return {"usefulFlops": flops, "executedFlops": flops, "compulsoryBytes": size, "modelledBytes": size}

    def ok_record(self, versions):
        copies = self.prepared.copies if self.prepared else 1
        size = self.prepared.matrix_bytes if self.prepared else 0
        return sealed(
            {
                **self.identity(versions),
                "status": "ok",
                "problem": self.problem["facts"],
                "kernelHash": text_hash(f"{self.kernel_id} {versions}")[:16],
                "timerId": "timestamp",
                "resolutionNs": EVENT_STEP_NS,
                "work": self.work(),
                "check": self.check,
                "copies": {"count": copies, "workingSetBytes": copies * size, "cut": None},
                "sampleOrder": "measured",
                "samples": self.samples,
                "discardedSamples": [],
                "summary": summary_of(self.samples),
                "stop": {"reason": "round-cap", "rounds": len({sample["round"] for sample in self.samples})},
            }
        )

    def failed_record(self, stage, message, versions):
        text = " ".join(str(message).split())[:1000] or "no message"
        return sealed({**self.identity(versions), "status": "failed", "stage": stage, "message": text})


def result_file(manifest, records, environment, session):
    # As JavaScript sorts strings: by UTF-16 code units.
    named = sorted({record["address"] for record in records} | {session["suite"]}, key=lambda text: text.encode("utf-16-be"))
    template = manifest["result"]
    file = {
        "schemaVersion": template["schemaVersion"],
        "programVersion": manifest["programVersion"],
        "judgedBy": template["judgedBy"],
        "suiteHash": text_hash(canonical(named))[:16],
        "session": session,
        "environment": environment,
        "records": records,
        "ceilings": template["ceilings"],
        "findings": template["findings"],
        "crossovers": template["crossovers"],
        "verdict": template["verdict"],
        "thresholds": template["thresholds"],
    }
    hashes = [record["sha256"] for record in records]
    return {**file, "sha256": text_hash(canonical({**file, "records": hashes}))}


def session_facts(started_at, started_s, rounds, last_section=None):
    """Of a session that is over; with a last section, as it stands after that."""
    cut_off = {} if last_section is None else {"lastSection": last_section}
    return {
        "suite": "vendor",
        "seed": SEED,
        "startedAt": started_at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{started_at.microsecond // 1000:03d}Z",
        "durationMs": (time.perf_counter() - started_s) * 1e3,
        "ended": "complete" if last_section is None else "partial",
        **cut_off,
        "plannedRounds": rounds,
        "discardedRounds": 0,
        "unsteady": False,
    }


def environment_of(adapter, limits, runtime, label):
    return {
        "adapter": {"subgroupMinSize": 32, "subgroupMaxSize": 32, "isFallbackAdapter": False, "class": "hardware", **adapter},
        "features": [],
        "limits": limits,
        "toggles": ["-tf32 (but in gemm-tf32)", "-fp16_reduced_precision_reduction"],
        "runtime": runtime,
        "clock": {
            "timestampStepNs": EVENT_STEP_NS,
            "timestampsQuantised": False,
            "wallStepNs": time.get_clock_info("perf_counter").resolution * 1e9,
            "agreement": None,
            "overlaps": "unknown",
        },
        "label": label,
    }


def write_whole(path, value):
    """Beside the target, then renamed: nobody ever sees half a file."""
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            file.write("\n")
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def read_manifest(folder):
    path = os.path.join(folder, "manifest.json")
    try:
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {path}: {error}; make it with: ridgepoint export --out {folder}") from error
    found = manifest.get("manifestVersion") if isinstance(manifest, dict) else None
    if found != MANIFEST_VERSION:
        raise UsageError(f"{path}: manifestVersion is {found}, expected {MANIFEST_VERSION}; export again")
    return manifest


class UsageError(Exception):
    """Something the user can set right: one line."""


# --- Measuring -------------------------------------------------------------------------------------------------------


class Prepared:
    """A library call on the device: `run(i)` launches it on copy i and gives its output, `judge` compares one with fp64."""

    def __init__(self, run, judge, copies, matrix_bytes, capturable=True):
        self.run = run
        self.judge = judge
        self.copies = copies
        self.matrix_bytes = matrix_bytes
        self.capturable = capturable
        # A captured graph, the launches in it, and where its last launch writes.
        self.graph, self.graph_launches, self.graph_output = None, 1, None

    def launch(self, count):
        """`count` launches, a multiple of `graph_launches`."""
        if self.graph is None:
            for i in range(count):
                self.run(i)
        else:
            for _ in range(count // self.graph_launches):
                self.graph.replay()

    def check(self):
        """The output that is timed: of the graph's last launch where there is a graph."""
        if self.graph is None:
            return self.judge(self.run(self.copies - 1))
        self.graph_output.fill_(math.nan)
        self.graph.replay()
        return self.judge(self.graph_output)


class Device:
    """PyTorch on the first CUDA device."""

    def __init__(self):
        try:
            import numpy
            import torch
        except ImportError as error:
            raise UsageError(f"{error}; install PyTorch with CUDA, and NumPy") from error
        if not torch.cuda.is_available():
            raise UsageError("PyTorch finds no CUDA device")
        self.torch = torch
        self.allow_tf32(False)
        torch.backends.cuda.matmul.allow_fp16_reduced_precision_reduction = False
        torch.set_grad_enabled(False)
        self.numpy = numpy
        self.properties = torch.cuda.get_device_properties(0)
        cache_bytes = getattr(self.properties, "L2_cache_size", 0) or 64 * 2**20
        self.cache_bytes = cache_bytes
        self.stream_bytes = max(CACHE_MULTIPLE * cache_bytes, MINIMUM_STREAM_BYTES)

    def allow_tf32(self, allowed):
        """By the setting that this PyTorch has: two generations of it must not be mixed."""
        matmul = self.torch.backends.cuda.matmul
        if hasattr(matmul, "fp32_precision"):
            matmul.fp32_precision = "tf32" if allowed else "ieee"
        else:
            matmul.allow_tf32 = allowed

    def environment(self, label):
        torch, properties = self.torch, self.properties
        return environment_of(
            {
                "vendor": "nvidia",
                "architecture": f"sm_{properties.major}{properties.minor}",
                "device": "",
                "description": properties.name,
            },
            {
                "totalMemoryBytes": properties.total_memory,
                "multiprocessorCount": properties.multi_processor_count,
                "l2CacheBytes": self.cache_bytes,
            },
            {
                "name": "cuda",
                "version": str(torch.version.cuda),
                "platform": f"PyTorch {torch.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
            },
            label,
        )

    def array(self, folder, problem, name):
        return self.numpy.load(os.path.join(folder, problem["arrays"][name]))

    def tensor(self, folder, problem, name):
        array = self.array(folder, problem, name)
        # PyTorch's index types are signed; no offset or column reaches 2^31.
        if array.dtype == self.numpy.uint32:
            array = array.astype(self.numpy.int32)
        return self.torch.from_numpy(array).cuda()

    def copies_for(self, matrix_bytes, cache):
        if cache == "hot" or matrix_bytes == 0:
            return 1
        return min(MAXIMUM_COPIES, max(1, math.ceil(self.stream_bytes / matrix_bytes)))

    def judge(self, actual, expected, scale, tolerance):
        """As the checker of Ridgepoint: |error| ≤ tolerance · Σ|a||x| for every element; NaN is wrong."""
        torch = self.torch
        error = (actual.double() - expected).abs()
        ratio = torch.where(error == 0, torch.zeros_like(error), error / (tolerance * scale))
        worst = float(torch.nan_to_num(ratio, nan=math.inf).max()) if ratio.numel() else 0.0
        return {
            "method": "every element",
            "elementCount": ratio.numel(),
            "worstRatio": worst if math.isfinite(worst) else sys.float_info.max,
            "tolerance": tolerance,
        }

    def dense(self, folder, problem, precision, cache):
        torch = self.torch
        kind = torch.float16 if precision == "f16" else torch.float32
        a = self.tensor(folder, problem, "a").to(kind)
        b = self.tensor(folder, problem, "rhs").to(kind)
        if problem["operation"] == "matvec":
            b = b[:, 0].contiguous()
        multiply = torch.mv if problem["operation"] == "matvec" else torch.mm
        size = a.numel() * a.element_size()
        copies = [a] + [a.clone() for _ in range(self.copies_for(size, cache) - 1)]
        out = multiply(a, b)
        expected = multiply(a.double(), b.double())
        scale = multiply(a.abs().double(), b.abs().double())

        def run(i):
            self.allow_tf32(precision == "tf32")
            try:
                return multiply(copies[i % len(copies)], b, out=out)
            finally:
                self.allow_tf32(False)

        judge = lambda output: self.judge(output, expected, scale, TOLERANCE[precision])
        out.fill_(math.nan)
        return Prepared(run, judge, len(copies), size)

    def csr(self, folder, problem, cache):
        torch = self.torch
        parts = [self.tensor(folder, problem, name) for name in ("rowPointers", "columnIndices", "values")]
        x = self.tensor(folder, problem, "rhs")[:, 0].contiguous()
        shape = (problem["facts"]["rowCount"], problem["facts"]["columnCount"])
        size = sum(part.numel() * part.element_size() for part in parts)
        count = self.copies_for(size, cache)
        matrices = [torch.sparse_csr_tensor(*(part.clone() for part in parts), size=shape) for _ in range(count)]
        return Prepared(lambda i: torch.mv(matrices[i % count], x), self.csr_judge(parts, x), count, size)

    def csr_cupy(self, folder, problem, cache):
        import cupy
        import cupyx.scipy.sparse as sparse

        parts = [self.tensor(folder, problem, name) for name in ("rowPointers", "columnIndices", "values")]
        x = self.tensor(folder, problem, "rhs")[:, 0].contiguous()
        shape = (problem["facts"]["rowCount"], problem["facts"]["columnCount"])
        size = sum(part.numel() * part.element_size() for part in parts)
        count = self.copies_for(size, cache)
        matrices = []
        for _ in range(count):
            pointers, columns, values = (cupy.asarray(part).copy() for part in parts)
            matrices.append(sparse.csr_matrix((values, columns, pointers), shape=shape))
        own = cupy.asarray(x)
        compare = self.csr_judge(parts, x)
        judge = lambda output: compare(self.torch.as_tensor(output, device="cuda"))
        # Both libraries work on the default stream, so PyTorch's events enclose CuPy's launches; its memory is its own,
        # so PyTorch cannot capture it.
        return Prepared(lambda i: matrices[i % count] @ own, judge, count, size, capturable=False)

    def csr_judge(self, parts, x):
        torch = self.torch
        pointers, columns, values = parts
        lengths = (pointers[1:] - pointers[:-1]).long()
        rows = torch.repeat_interleave(torch.arange(lengths.numel(), device="cuda"), lengths)
        terms = values.double() * x.double()[columns.long()]
        expected = torch.zeros(lengths.numel(), dtype=torch.float64, device="cuda").index_add_(0, rows, terms)
        scale = torch.zeros_like(expected).index_add_(0, rows, terms.abs())
        return lambda output: self.judge(output, expected, scale, TOLERANCE["f32"])

    def copy(self, problem):
        torch = self.torch
        count = problem["facts"]["columnCount"]
        source = torch.rand(count, device="cuda")
        target = torch.empty_like(source)

        zero = torch.zeros_like(source, dtype=torch.float64)
        judge = lambda output: self.judge(output, source.double(), zero, 0)
        size = source.numel() * source.element_size()
        target.fill_(math.nan)
        return Prepared(lambda i: target.copy_(source), judge, 1, size)

    def capture(self, prepared):
        """One graph of launches that rotate through the copies, so that Python is not between them."""
        torch = self.torch
        launches = prepared.copies * math.ceil(GRAPH_LAUNCHES / prepared.copies)
        # Libraries allocate and choose at their first calls, which no capture may see.
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for i in range(prepared.copies):
                prepared.run(i)
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            for i in range(launches):
                output = prepared.run(i)
        prepared.graph, prepared.graph_launches, prepared.graph_output = graph, launches, output

    def time_batch(self, prepared, launches):
        """ns of `launches` launches, after an untimed part of them, and ns until Python had asked for them all."""
        torch = self.torch
        first, last = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        prepared.launch(max(prepared.graph_launches, launches // 16 // prepared.graph_launches * prepared.graph_launches))
        torch.cuda.synchronize()
        first.record()
        begin_s = time.perf_counter()
        prepared.launch(launches)
        asking_ns = (time.perf_counter() - begin_s) * 1e9
        last.record()
        last.synchronize()
        return first.elapsed_time(last) * 1e6, asking_ns


def copy_problem(count):
    """A vector of `count` words, copied."""
    facts = {
        "pattern": "vector",
        "rowCount": 1,
        "columnCount": count,
        "rhsColumnCount": 0,
        "nnz": count,
        "density": 1,
        "rowStats": {"min": count, "mean": count, "max": count, "empty": 0},
    }
    return {
        "address": f"vector(n={count})#{SEED}",
        "spec": {"generator": "vector", "params": {"n": count}, "seed": SEED},
        "operation": "copy",
        "format": "words",
        "facts": facts,
        "usefulFlops": 0,
        "compulsoryBytes": 8 * count,
    }


def planned_sections(device, folder, manifest, with_cupy):
    """Lists of groups: one case alone, or a reference and a case that run A B B A beside it."""
    # More than the cache holds, twice: source and target.
    vector = copy_problem(device.stream_bytes // 4)
    sections = [[[Case("cuda/copy", vector, "f32", "stream", lambda: device.copy(vector))]]]
    shapes = {}
    for problem in manifest["problems"]:
        facts = problem["facts"]
        shapes.setdefault((problem["operation"], facts["rowCount"], facts["columnCount"]), []).append(problem)
    for (operation, _, _), problems in shapes.items():
        cache = "hot" if operation == "matmul" else "stream"
        name = "gemm" if operation == "matmul" else "gemv"

        def dense(problem, precision, cache=cache, name=name):
            prepare = lambda: device.dense(folder, problem, precision, cache)
            return Case(f"cublas/{name}-{precision}", problem, precision, cache, prepare)

        def sparse(problem, kernel_id, prepare, cache=cache):
            return Case(kernel_id, problem, "f32", cache, lambda: prepare(folder, problem, cache))

        groups, reference = [], None
        for problem in [problem for problem in problems if problem["format"] == "dense-f32"]:
            single = dense(problem, "f32")
            reference = reference or single
            groups.append([single, dense(problem, "f16")])
            if operation == "matmul":
                groups.append([single, dense(problem, "tf32")])
        for problem in [problem for problem in problems if problem["format"] == "csr-f32" and operation == "matvec"]:
            rungs = [sparse(problem, "cusparse/csr-f32", device.csr)]
            if with_cupy:
                rungs.append(sparse(problem, "cusparse/csr-f32-cupy", device.csr_cupy))
            groups.extend([reference, rung] if reference else [rung] for rung in rungs)
        sections.append(groups)
    return sections


def run_section(device, groups, clock, versions):
    """Prepares, checks, times in rounds and checks again. Yields one record a case."""
    ready, records = [], []
    for case in {id(case): case for group in groups for case in group}.values():
        stage = "prepare"
        try:
            case.prepared = case.prepare()
            capture_checked(device, case.prepared)
            stage = "run"
            case.check = case.prepared.check()
            stage = "check"
            if case.check["worstRatio"] > 1:
                raise ArithmeticError(f"the output is wrong: error ÷ allowed error is {case.check['worstRatio']:.3g}")
            stage = "time"
            calibrate(device, case)
            ready.append(case)
        except Exception as error:  # Whatever a library raises becomes the record of its case.
            case.prepared = None
            records.append(case.failed_record(stage, error, versions))
    # A reference that failed must not take the others with it.
    groups = [[case for case in group if case.prepared] for group in groups]
    for _ in range(ROUNDS):
        clock.round += 1
        for group in clock.shuffled([group for group in groups if group]):
            for case in group + group[::-1]:
                clock.sample(device, case, group[-1].address)
    for case in ready:
        after = case.prepared.check()
        wrong = after["worstRatio"] > 1
        failed = lambda: case.failed_record("check-after", "the output was wrong after the timing", versions)
        records.append(failed() if wrong else case.ok_record(versions))
        case.prepared = None
    return records


def capture_checked(device, prepared, warm_s=WARMUP_S):
    """Captures a graph where calling takes a good part of the time and the library lets itself be captured.

    Elsewhere single calls are what is timed: a graph may do the same work otherwise (it copies by another engine).
    """
    if not prepared.capturable:
        return
    eager_ns, asking_ns = calibrated(device, prepared, warm_s)
    if asking_ns < CALLING_SHARE * eager_ns:
        return
    try:
        device.capture(prepared)
    except RuntimeError as error:
        print(f"called one by one, since it cannot be captured: {error}", file=sys.stderr)
        prepared.graph, prepared.graph_launches = None, 1
        return
    graph_ns, _ = calibrated(device, prepared, warm_s)
    demand_same_work(eager_ns, graph_ns)


def calibrated(device, prepared, warm_s):
    # As long as before a timed batch: clocks settle in between.
    launches, batch_ns, asking_ns = doubled(device, prepared, warm_s)
    return batch_ns / launches, asking_ns / launches


def demand_same_work(eager_ns, graph_ns):
    """A graph of calls never takes longer than the calls; shorter it may be, since calling takes time."""
    if graph_ns <= eager_ns * (1 + GRAPH_AGREEMENT):
        return
    raise ArithmeticError(
        f"the captured graph takes {graph_ns / 1e3:.2f} µs and single calls {eager_ns / 1e3:.2f} µs a launch: "
        f"over {GRAPH_AGREEMENT:.0%} more, so they do not do the same work"
    )


def demand_own_time(launch_ns, asking_ns):
    """Called one by one, a library has a time of its own only where asking for it takes less."""
    if asking_ns < launch_ns * (1 - GRAPH_AGREEMENT):
        return
    raise ArithmeticError(
        f"it cannot be captured, and making a call takes {asking_ns / 1e3:.2f} of {launch_ns / 1e3:.2f} µs a launch: what is left is not known"
    )


def calibrate(device, case):
    """Finds how many launches a batch takes to last long enough."""
    case.launches, batch_ns, asking_ns = doubled(device, case.prepared, WARMUP_S)
    if case.prepared.graph is None:
        demand_own_time(batch_ns / case.launches, asking_ns / case.launches)


def doubled(device, prepared, warm_s):
    """Launches that last long enough, doubled until they do, after `warm_s` seconds of them; ns of a batch, ns to ask for it."""
    warm_until, launches = time.perf_counter() + warm_s, prepared.graph_launches
    while True:
        batch_ns, asking_ns = device.time_batch(prepared, launches)
        if batch_ns >= MINIMUM_BATCH_NS or launches >= MAXIMUM_LAUNCHES:
            if time.perf_counter() >= warm_until:
                return launches, batch_ns, asking_ns
        else:
            launches *= 2


class Clock:
    """Numbers the samples of a session in measured order."""

    def __init__(self):
        self.started_s = time.perf_counter()
        self.round = -1
        self.index = 0
        self.random = Random(SEED)

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = math.floor(self.random.uint32() * 2**-32 * (i + 1))
            items[i], items[j] = items[j], items[i]
        return items

    def sample(self, device, case, group):
        started_ms = (time.perf_counter() - self.started_s) * 1e3
        total_ns, _ = device.time_batch(case.prepared, case.launches)
        case.samples.append(sample_of(self.index, self.round, group, started_ms, total_ns, case.launches))
        self.index += 1


def sample_of(index, round_number, group, started_ms, total_ns, dispatches):
    return {
        "index": index,
        "round": round_number,
        "group": group,
        "startedAtMs": started_ms,
        "totalNs": total_ns,
        "dispatches": dispatches,
    }


def measure(folder, out, label):
    manifest = read_manifest(folder)
    device = Device()
    started_at, clock = datetime.now(timezone.utc), Clock()
    try:
        import cupy

        with_cupy = f"CuPy {cupy.__version__}"
    except ImportError:
        with_cupy = ""
    environment = device.environment(label)
    versions = f"{environment['runtime']['version']} {environment['runtime']['platform']} {with_cupy}"
    records = []
    sections = planned_sections(device, folder, manifest, bool(with_cupy))
    for number, groups in enumerate(sections, 1):
        names = sorted({case.address for group in groups for case in group})
        print(f"section {number} of {len(sections)}: {', '.join(names)}", file=sys.stderr)
        records.extend(run_section(device, groups, clock, versions))
        device.torch.cuda.empty_cache()
        # Whole after every section: who is stopped loses one.
        last_section = None if number == len(sections) else f"{number} of {len(sections)}"
        session = session_facts(started_at, clock.started_s, ROUNDS * number, last_section)
        write_whole(out, result_file(manifest, records, environment, session))
    for record in records:
        print(record_line(record))
    print(f"Result file: {out}", file=sys.stderr)
    return 4 if any(record["status"] == "failed" and record["stage"].startswith("check") for record in records) else 0


def record_line(record):
    if record["status"] != "ok":
        return f"{record['address']}: {record['status']}: {record['stage']}: {record['message']}"
    ns, work = record["summary"]["medianNs"], record["work"]
    rates = f"{work['compulsoryBytes'] / ns:.1f} GB/s"
    if work["usefulFlops"] > 0:
        rates += f", {work['usefulFlops'] / ns:.1f} GFLOP/s"
    return f"{record['address']}: {ns / 1e3:.2f} µs, {rates}"


# --- Self-test -------------------------------------------------------------------------------------------------------

# From RFC 8785, appendix B, and the places where Python's own notation differs.
NUMBERS = [
    (0.0, "0"),
    (-0.0, "0"),
    (5e-324, "5e-324"),
    (-5e-324, "-5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (9007199254740992, "9007199254740992"),
    (295147905179352830000.0, "295147905179352830000"),
    (9.999999999999997e22, "9.999999999999997e+22"),
    (1e23, "1e+23"),
    (999999999999999700000.0, "999999999999999700000"),
    (1e21, "1e+21"),
    (9.999999999999997e-7, "9.999999999999997e-7"),
    (0.000001, "0.000001"),
    (333333333.3333332, "333333333.3333332"),
    (-0.0000033333333333333333, "-0.0000033333333333333333"),
    (1424953923781206.2, "1424953923781206.2"),
    (4.5, "4.5"),
    (2.0, "2"),
    (100, "100"),
    (1e16, "10000000000000000"),
    (1e-5, "0.00001"),
]


def self_test(folder, out):
    for number, expected in NUMBERS:
        found = canonical_number(number)
        if found != expected:
            raise AssertionError(f"{number!r} prints as {found}, expected {expected}")
    text = canonical({"\u20ac": "Euro\n\u000f", "\r": [56, {"d": True, "10": None, "1": []}], "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"): 1e-7})
    if text != '{"\\r":[56,{"1":[],"10":null,"d":true}],"€":"Euro\\n\\u000f","😀":1e-7}':
        raise AssertionError(f"canonical JSON came out as {text}")
    if median([3, 1, 2]) != 2 or quantile([0.0, 10.0], 0.25) != 2.5 or rank_autocorrelation([1, 1, 1, 1, 1]) != 0:
        raise AssertionError("the statistics are off")
    test_graphs()
    print("ok canonical JSON, statistics, graphs", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        problems = folder or exported_for_test(scratch)
        if problems is None:
            print("no synthetic file: build the program (npm run build:cli), or give --problems", file=sys.stderr)
            return 0
        manifest = read_manifest(problems)
    confuse = [case.address for case in planned_for_test(manifest) if case.prepare() is not case.problem]
    if confuse:
        raise AssertionError(f"prepared with the problem of another case: {', '.join(confuse)}")
    path = out or "vendor-self-test.json"
    write_whole(path, synthetic_file(manifest))
    print(path)
    return 0


def test_graphs():
    """That a graph's replays are counted as the launches in it, and what is refused of times that do not agree."""
    calls, replays = [], []
    prepared = Prepared(calls.append, None, 3, 0)
    prepared.launch(5)
    prepared.graph = type("Graph", (), {"replay": lambda self: replays.append(1)})()
    prepared.graph_launches = 18
    prepared.launch(36)
    if (calls, len(replays)) != ([0, 1, 2, 3, 4], 2):
        raise AssertionError(f"5 calls and 36 launches of a graph of 18 ran {calls} and {len(replays)} replays")
    for (eager_ns, graph_ns), agrees in {(100e3, 97e3): True, (50e3, 20e3): True, (20e3, 50e3): False}.items():
        if raises(lambda: demand_same_work(eager_ns, graph_ns)) == agrees:
            raise AssertionError(f"single calls of {eager_ns} ns and a graph of {graph_ns} ns are judged wrongly")
    if raises(lambda: demand_own_time(50e3, 20e3)) or not raises(lambda: demand_own_time(71e3, 70e3)):
        raise AssertionError("calls that take all of the time are judged wrongly")
    # Short beside calling it: captured. Long: not. Where it cannot be captured: called. Slower in a graph: dropped.
    paths = {(20e3, 15e3, 9e3): "graph", (90e3, 15e3, 9e3): "calls", (20e3, 15e3, None): "calls", (20e3, 15e3, 30e3): "dropped"}
    for given, expected in paths.items():
        found = way_of_timing(*given)
        if found != expected:
            raise AssertionError(f"eager, asking and graph times {given} are timed as {found}, expected {expected}")


def way_of_timing(eager_ns, asking_ns, graph_ns):
    """What becomes of a product of such times, on a device that only counts; None: it cannot be captured."""
    prepared = Prepared(lambda i: i, lambda output: getattr(output, "mark", output), 3, 0)
    device = CountingDevice(eager_ns, asking_ns, graph_ns)
    try:
        capture_checked(device, prepared, warm_s=0)
    except ArithmeticError:
        return "dropped"
    if prepared.graph is None:
        return "calls" if prepared.check() == 2 else "calls of the wrong copy"
    return "graph" if prepared.check() == "replayed" else "the output before the graph was replayed"


class CountingDevice:
    """Stands in for a device: batches take what they are said to, and a replayed graph leaves its mark in its output."""

    def __init__(self, eager_ns, asking_ns, graph_ns):
        self.eager_ns, self.asking_ns, self.graph_ns = eager_ns, asking_ns, graph_ns

    def time_batch(self, prepared, launches):
        each_ns = self.eager_ns if prepared.graph is None else self.graph_ns
        return launches * each_ns, launches * self.asking_ns

    def capture(self, prepared):
        if self.graph_ns is None:
            raise RuntimeError("operation not permitted when stream is capturing")
        prepared.graph_output = MarkedOutput()
        prepared.graph, prepared.graph_launches = self, 18
        self.output = prepared.graph_output

    def replay(self):
        self.output.mark = "replayed"


class MarkedOutput:
    mark = "not written"

    def fill_(self, value):
        self.mark = "poisoned"


def raises(action):
    try:
        action()
    except ArithmeticError:
        return True
    return False


class ProblemsOnly:
    """Stands in for a device: what it prepares of a case is the problem that it was given."""

    stream_bytes = MINIMUM_STREAM_BYTES

    def copy(self, problem):
        return problem

    def dense(self, folder, problem, precision, cache):
        return problem

    def csr(self, folder, problem, cache):
        return problem

    csr_cupy = csr


def planned_for_test(manifest):
    sections = planned_sections(ProblemsOnly(), "", manifest, True)
    return [case for groups in sections for group in groups for case in group]


def exported_for_test(scratch):
    """Problems from the built program beside this file; None where there is none."""
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dist/cli/main.js")
    if not os.path.exists(program):
        return None
    addresses = ["product(m=8,n=8,k=8)", "dense(m=16,n=16)", "uniform(m=16,n=16,density=0.3)"]
    words = [word for address in addresses for word in ("--problem", address)]
    done = subprocess.run(["node", program, "export", *words, "--out", scratch], capture_output=True, text=True)
    if done.returncode != 0:
        raise UsageError(f"the export for the self-test failed: {done.stderr.strip()}")
    return scratch


def synthetic_file(manifest):
    """Records of made-up times, one of them failed; sealed like real ones."""
    # As if begun a while ago: what is made up takes its time, too.
    clock, ago_s = Clock(), 60
    started_at, clock.started_s = datetime.now(timezone.utc) - timedelta(seconds=ago_s), clock.started_s - ago_s
    random, records = Random(7), []
    for problem in [copy_problem(1 << 20), *manifest["problems"]]:
        is_dense = problem["format"] == "dense-f32"
        name = "gemm" if problem["operation"] == "matmul" else "gemv"
        ids = [f"cublas/{name}-f32", f"cublas/{name}-f16"] if is_dense else ["cusparse/csr-f32"]
        if problem["operation"] == "copy":
            ids = ["cuda/copy"]
        for kernel_id in ids:
            cache = "hot" if problem["operation"] == "matmul" else "stream"
            case = Case(kernel_id, problem, "f16" if kernel_id.endswith("f16") else "f32", cache, None)
            case.check = {"method": "every element", "elementCount": 1, "worstRatio": 0.25, "tolerance": 1e-5}
            level, measured = 1.0, 2 * ROUNDS * len(records)
            for index in range(measured, measured + 2 * ROUNDS):
                level = 1 + 0.6 * (level - 1) + 0.02 * (random.uint32() * 2**-32 - 0.5)
                case.samples.append(sample_of(index, index // 2, case.address, index * 20.0, level * 1.1e7, 64))
            records.append(case.ok_record("self-test"))
    failing = Case("cusparse/csr-f32-cupy", manifest["problems"][-1], "f32", "stream", None)
    records.append(failing.failed_record("prepare", "made up", "self-test"))
    adapter = {"vendor": "nvidia", "architecture": "", "device": "", "description": "self-test, no device"}
    runtime = {"name": "cuda", "version": "none", "platform": f"Python {platform.python_version()}"}
    environment = environment_of(adapter, {}, runtime, "made-up times")
    return result_file(manifest, records, environment, session_facts(started_at, clock.started_s, ROUNDS))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", metavar="FOLDER", help="what `ridgepoint export` wrote")
    parser.add_argument("--out", metavar="FILE", help="the result file (default: vendor.json)")
    parser.add_argument("--label", help='kept in the result file: "lab box 3"')
    parser.add_argument("--self-test", action="store_true", help="without a GPU: try this program, write made-up times")
    parser.add_argument("--canonical", action="store_true", help=argparse.SUPPRESS)
    words = parser.parse_args()
    try:
        if words.canonical:
            sys.stdout.write(canonical(json.load(sys.stdin)))
            return 0
        if words.self_test:
            return self_test(words.problems, words.out)
        if words.problems is None:
            raise UsageError("--problems FOLDER is missing; make it with: ridgepoint export --out FOLDER")
        return measure(words.problems, words.out or "vendor.json", words.label)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
