"""Makes a benchmark of made-up sounds; measures what was done to them by other means than ours: audioop, ffmpeg, sums.

    measure_sound.py make FOLDER    measure_sound.py measure PERTURBED"""
import audioop, cmath, hashlib, json, math, pathlib, random, struct, subprocess, sys, wave

RATE = 16000


def write(path, rate, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def read(path):
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getcomptype()) == (1, 2, "NONE"), path
        return file.getframerate(), struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes()))


def make(folder):
    draw = random.Random(1)
    tone = [round(3000 * math.sin(2 * math.pi * 440 * i / RATE) + 1500 * math.sin(2 * math.pi * 1500 * i / RATE)) for i in range(RATE)]
    noise = [round(draw.gauss(0, 2500)) for _ in range(2 * RATE)]
    click = [0] * RATE
    click[0] = 20000
    sounds = {"click": (RATE, click), "noise": (RATE, noise), "tone": (RATE, tone), "slow": (8000, [round(draw.gauss(0, 3000)) for _ in range(16000)])}
    (folder / "audio").mkdir(parents=True)
    rows = []
    for name, (rate, samples) in sorted(sounds.items()):
        write(folder / "audio" / f"{name}.wav", rate, samples)
        rows.append({"id": name, "input": {"audio": {"file": f"audio/{name}.wav"}}, "expected": {"text": name}, "groups": {"kind": "click" if name == "click" else "other"},
                     "cluster": name, "split": "test"})
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    listed = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    (folder / "benchmark.json").write_text(json.dumps({
        "id": "sounds", "version": "1", "task": "transcription", "title": "Sample: made-up sounds", "licence": "CC0-1.0", "source": "made up for tests",
        "sensitivity": "synthetic", "exposure": "open", "groups": {"kind": {"title": "Kind", "values": ["click", "other"]}}, "metrics": {},
        "files": [{"path": path, "sha256": hashlib.sha256((folder / path).read_bytes()).hexdigest(), "bytes": (folder / path).stat().st_size}
                  for path in listed]}))


def energy(samples):
    return sum(sample * sample for sample in samples)


def decibel(ratio):
    return 10 * math.log10(ratio)


def power_at(samples, rate, hertz):
    """Goertzel's sum under Hann's window: how much of one frequency there is."""
    turn = cmath.exp(-2j * math.pi * hertz / rate)
    total, phase = 0, 1
    for i, sample in enumerate(samples):
        total += sample * phase * (0.5 - 0.5 * math.cos(2 * math.pi * i / len(samples)))
        phase *= turn
    return abs(total) ** 2


def band(samples, rate, low, high, step=20):
    points = range(low, high + 1, step)
    return sum(power_at(samples, rate, hertz) for hertz in points) / len(points)


def near(what, value, wanted, within):
    assert abs(value - wanted) <= within, f"{what}: {value}, wanted {wanted} within {within}"


def measure(folder):
    rows = [json.loads(line) for line in open(folder / "items.jsonl")]
    sound = {(row["cluster"], row["groups"]["perturbation"]): read(folder / row["input"]["audio"]["file"]) for row in rows}
    raw = lambda samples: struct.pack(f"<{len(samples)}h", *samples)
    clean = {name: sound[name, "clean"][1] for name in ("click", "noise", "tone", "slow")}

    for name, kind, decibels in (("noise", "white-noise-2", 20), ("tone", "white-noise-5", 0), ("noise", "speech-noise-3", 10), ("noise", "babble-3", 10)):
        rate, made = sound[name, kind]
        assert rate == RATE and len(made) == len(clean[name])
        kept = 1 if kind != "babble-3" else sum(a * b for a, b in zip(made, clean[name])) / energy(clean[name])  # made softer where it would not fit
        near(kind, decibel(energy(clean[name]) * kept ** 2 / energy([a - kept * b for a, b in zip(made, clean[name])])), decibels, 0.1)
    shaped = [a - b for a, b in zip(sound["tone", "speech-noise-3"][1], clean["tone"])]
    assert decibel(power_at(shaped, RATE, 440) + power_at(shaped, RATE, 1500)) > decibel(band(shaped, RATE, 2500, 3500)) + 30, "noise like the sound"
    print("noise is as loud as declared, within 0.1 dB")

    rate, heard = sound["noise", "telephone-1"]
    assert rate == 8000 and len(heard) == 16000
    inside, edge = decibel(band(heard, rate, 300, 3400, 100)), decibel(band(heard, rate, 3500, 3980))
    assert inside - edge > 50 and inside - decibel(band(heard, rate, 20, 200)) > 50, (inside, edge)
    flat = [decibel(band(heard, rate, low, low + 480)) for low in (320, 1200, 2000, 2900)]
    assert max(flat) - min(flat) < 3, flat
    once = audioop.alaw2lin(audioop.lin2alaw(raw(heard), 2), 2)
    assert raw(sound["noise", "telephone-2"][1]) == once
    twice = audioop.ulaw2lin(audioop.lin2ulaw(once, 2), 2)
    assert raw(sound["noise", "telephone-3"][1]) == audioop.alaw2lin(audioop.lin2alaw(twice, 2), 2)
    print("the telephone's band is 50 dB above what is beside it; the codes are audioop's, sample by sample")

    rate, made = sound["click", "reverberation-2"]
    near("direct to reverberant, dB", decibel(made[0] ** 2 / energy(made[1:])), 0, 0.2)
    left, decay = energy(made[1:]), []
    whole = left
    for i, sample in enumerate(made[1:]):
        decay.append((i / rate, decibel(max(left, 1e-9) / whole)))
        left -= sample * sample
    down = lambda wanted: next(time for time, level in decay if level <= wanted)
    near("RT60, s", 3 * (down(-25) - down(-5)), 0.6, 0.06)
    near("as loud, dB", decibel(energy(made) / energy(clean["click"])), 0, 0.1)
    print("a click decays by 60 dB in 0.6 s (Schroeder's integral from -5 to -25 dB)")

    made, frame = sound["noise", "packet-loss-4"][1], RATE // 50
    frames = [made[i:i + frame] for i in range(0, len(made), frame)]
    assert sum(not any(part) for part in frames) == len(frames) // 10, "lost packets"
    assert all(not any(part) or part == clean["noise"][i * frame:(i + 1) * frame] for i, part in enumerate(frames))
    made = sound["noise", "burst-loss-5"][1]
    for i in range(0, len(made), frame):
        if made[i:i + frame] != clean["noise"][i:i + frame]:
            assert i == 0 or all(abs(2 * a - b) <= 1 for a, b in zip(made[i:i + frame], made[i - frame:i])), "the last packet, half as loud"
    print("10 % of the packets are silent and no other is touched; a burst fades out")

    made = sound["noise", "clipping-3"][1]
    most = max(map(abs, made))
    near("share clipped", sum(abs(sample) == most for sample in made) / len(made), 0.05, 0.001)
    near("quiet, dB", decibel(energy(clean["noise"]) / energy(sound["noise", "quiet-2"][1])), 20, 0.05)
    rate, made = sound["tone", "speed-2"]
    near("length", len(made), len(clean["tone"]) / 1.1, 1)
    assert decibel(power_at(made, rate, 484) / power_at(made, rate, 440)) > 30
    print("5 % of samples at the ceiling, 20 dB softer, 440 Hz become 484 Hz in 10 % less time")

    (folder / "slow.raw").write_bytes(raw(clean["slow"]))
    call = ["ffmpeg", "-loglevel", "error", "-y", "-f", "s16le", "-ar", "8000", "-ac", "1", "-i", folder / "slow.raw", "-c:a", "libgsm", "-f", "gsm", folder / "slow.gsm"]
    subprocess.run(call, check=True)
    back = subprocess.run(["ffmpeg", "-loglevel", "error", "-c:a", "libgsm", "-i", folder / "slow.gsm", "-f", "s16le", "-"], check=True, capture_output=True).stdout
    assert raw(sound["slow", "gsm-1"][1]) == back[:2 * len(clean["slow"])]
    rate, made = sound["tone", "opus-1"]
    assert rate == RATE and len(made) == len(clean["tone"])
    shift = max(range(-40, 41), key=lambda by: sum(clean["tone"][i] * made[i + by] for i in range(4000, 12000)))
    assert abs(shift) <= 2, shift
    print("GSM is ffmpeg's, sample by sample; Opus is not late")


if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]))
else:
    measure(pathlib.Path(sys.argv[2]))
