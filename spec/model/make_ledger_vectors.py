"""Writes ../vectors/ledger/*.json from the twin in ledger.py, always the same bytes.

    python3 make_ledger_vectors.py            write
    python3 make_ledger_vectors.py --check    write nothing: regenerate and compare; fails on any difference

cometbft-*.json lie in the same folder; they are published values, which no twin makes.
"""

import json
import os
import random
import sys

import ed25519
import ledger as t
from ledger_commits import make_commits
from ledger_cycles import make_cycles
from ledger_room import make_room
from ledger_signatures import make_signatures

FOLDER = os.path.join(t.HERE, "..", "vectors", "ledger")
U64_MAX = 2**64 - 1
rng = random.Random(2)


def named(label):
    """32 bytes with no meaning."""
    return t.sha256(label.encode())


def some(tree, size):
    """A value of a type: everything least, everything most, or something between."""
    kind = tree[0]
    if kind == "uint":
        top = 256 ** tree[1] - 1
        return {"least": 0, "most": top}.get(size, rng.randrange(top))
    if kind == "bytes":
        return {"least": bytes(32), "most": b"\xff" * 32}.get(size, rng.randbytes(32))
    if kind == "bytelist":
        return {"least": b"", "most": b"\xff" * min(tree[1], 400)}.get(size, rng.randbytes(min(tree[1], 21)))
    if kind == "list":
        count = {"least": 0, "most": min(tree[2], 5)}.get(size, min(tree[2], 2))
        return [some(tree[1], "between") for _ in range(count)]
    return {name: some(field, size) for name, field in tree[1]}


def plain(value):
    """As JSON: bytes in hex, numbers that may exceed 2^53 as decimals."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, int) and value > 2**53 else value


# Fields whose numbers mean something: most of a u8 is no phase.
BOUNDS = {"phase": 7, "status": 7, "fault": 3, "outcome": 5, "role": 2}


def meaningful(name, value):
    if isinstance(value, list):
        return [meaningful(name, item) for item in value]
    if not isinstance(value, dict):
        return value
    fixed = {key: meaningful(name, item) for key, item in value.items()}
    for key, bound in BOUNDS.items():
        if key in fixed:
            fixed[key] %= bound
    return fixed


def encodings(types):
    cases = []
    for name, (number, tree) in types.items():
        for size in ("least", "most", "between"):
            value = meaningful(name, some(tree, size))
            case = {"name": f"{name}, {size}", "type": name, "value": plain(value), "bytes": t.encode(tree, value).hex()}
            cases.append(case if number is None else {**case, "number": number})
    return cases


def make_bodies():
    cases = [case for case in encodings(t.KINDS) if case["type"] != "verdict"]
    number, tree = t.KINDS["verdict"]
    for name, outcome, nonce, fault, digests in (
        ("valid", 1, 0, 0, named("d")),
        ("invalid, not appropriate", 2, U64_MAX, 1, named("d")),
        ("invalid, below its level", 2, 0, 2, named("d")),
        ("cannot check", 3, 0, 0, bytes(32)),
    ):
        value = {"cycle": 7, "host": named("h"), "outcome": outcome, "nonce": nonce, "fault": fault, "digests": digests}
        cases.append(
            {
                **{"name": f"verdict, {name}", "type": "verdict", "value": plain(value)},
                **{"bytes": t.encode(tree, value).hex(), "number": number},
            }
        )
    return ["TX1", "TX7"], cases


def make_transactions():
    cases = []
    for kind, nonce, lane, body in (
        ("register", 1, 0, {"payout": ed25519.public_key(named("secret register"))}),
        ("heartbeat", U64_MAX, 255, {"height": 2**40}),
        ("reveal", 2**53, 1, {"cycle": 3, "host": named("h"), "proof": bytes(range(256)) * 12}),
        ("beaconOpen", 0, 0, {"cycle": 0, "role": 1, "secret": named("s")}),
    ):
        secret = named("secret " + kind)
        number, tree = t.KINDS[kind]
        tx = {
            **{"version": 1, "chainId": named("chain"), "sender": ed25519.public_key(secret), "lane": lane, "nonce": nonce},
            **{"validUntil": 1000, "fee": 0, "kind": number, "body": t.encode(tree, body)},
        }
        signed = t.signed_transaction(tx, secret)
        cases.append(
            {
                **{"name": kind, "secretKey": secret.hex(), "tx": {**plain(tx), "nonce": str(nonce)}},
                **{"message": t.transaction_message(tx).hex(), "signed": signed.hex(), "id": t.sha256(signed).hex()},
            }
        )
    return ["TX1", "TX2"], cases


def a_genesis(preset, weights, validators, time_ms):
    return {
        **{"version": 1, "preset": preset.encode(), "paramsHash": t.params_hash(preset), "timeMs": time_ms},
        **{"founder": weights[0]["host"], "validators": validators, "weights": weights},
    }


def make_genesis():
    cases = []
    for preset in t.read_presets():
        for hosts in (1, 3):
            keys = sorted(named(f"{preset} {i}") for i in range(hosts))
            weights = [{"host": key, "weight": 2**i - 1 + (hosts == 1)} for i, key in enumerate(keys)]
            genesis = a_genesis(preset, weights, [{"key": key, "power": 10} for key in keys], 1_800_000_000_123)
            chain = t.chain_id(genesis)
            records = t.genesis_records(genesis, preset)
            cases.append(
                {
                    **{"name": f"{preset}, {hosts} hosts", "genesis": plain(genesis), "bytes": t.encode(t.GENESIS, genesis).hex()},
                    **{"chainId": chain.hex(), "headerChainId": t.header_chain_id(chain), "appHash": t.app_hash(records).hex()},
                }
            )
    return ["LD1", "LD2", "LD7"], cases


def a_block(height, tx_sizes, signers):
    keys = [named(f"signer {i}") for i in range(signers)]
    time = {"seconds": 1_800_000_000 + height, "nanos": 5_000_000 * (height % 2)}
    last = {"hash": named("last"), "partsTotal": 2, "partsHash": named("parts")}
    nothing = {"hash": b"", "partsTotal": 0, "partsHash": b""}
    signatures = [
        {
            **{"flag": 1 + (i + 1) % 3, "address": b"" if i % 3 == 2 else t.address(key)},
            **{"time": {"seconds": 0, "nanos": 0} if i % 3 == 2 else time, "signature": b"" if i % 3 == 2 else named("a") + named("b")},
        }
        for i, key in enumerate(keys)
    ]
    commit = {"height": height - 1, "round": height % 3, "blockId": last if height > 1 else nothing, "signatures": signatures}
    txs = [rng.randbytes(size) for size in tx_sizes]
    header = {
        **{"blockVersion": 11, "appVersion": 1, "chainId": b"stadion-" + b"0" * 40, "height": height, "time": time},
        **{"lastBlockId": commit["blockId"], "lastCommitHash": t.commit_hash(commit), "dataHash": t.data_hash(txs)},
        **{"validatorsHash": named("v"), "nextValidatorsHash": named("n"), "consensusHash": t.consensus_hash()},
        **{"appHash": named("app"), "lastResultsHash": t.results_hash([0, 7, 0]), "evidenceHash": t.merkle_root([])},
        "proposerAddress": t.address(keys[0]) if keys else bytes(20),
    }
    return {"header": header, "txs": txs, "lastCommit": commit}


def make_blocks():
    cases = []
    for name, height, sizes, signers in (
        ("the first, empty", 1, [], 0),
        ("three transactions, four votes", 2, [200, 1, 500], 4),
        ("seven votes", 4, [300], 7),
    ):
        block = a_block(height, sizes, signers)
        header = block["header"]
        total, root = t.parts(block)
        commit = {
            **{"height": height, "round": 0, "blockId": {"hash": t.header_hash(header), "partsTotal": total, "partsHash": root}},
            "signatures": [{"flag": 2, "address": named("a")[:20], "time": header["time"], "signature": bytes(64)}],
        }
        large = [[7, 66_000 - height], [9, 66_000], [0, 3]]  # byte and how often: more than one part
        large_total, large_root = t.parts({**block, "txs": [bytes([byte]) * times for byte, times in large]})
        signed = t.encode(t.parse(t.SIGNED_BLOCK), {"block": block, "commit": commit})
        vote = t.vote_bytes(header["chainId"], commit, commit["signatures"][0])
        nil_vote = t.vote_bytes(header["chainId"], commit, {**commit["signatures"][0], "flag": 3})
        cases.append(
            {
                **{"name": name, "signedBlock": signed.hex(), "headerHash": t.header_hash(header).hex()},
                **{"partsTotal": total, "partsHash": root.hex(), "commitHash": t.commit_hash(block["lastCommit"]).hex()},
                **{"dataHash": header["dataHash"].hex(), "voteBytes": vote.hex(), "nilVoteBytes": nil_vote.hex()},
                **{"largeTxs": large, "largePartsTotal": large_total, "largePartsHash": large_root.hex()},
                **{"consensusHash": t.consensus_hash().hex(), "evidenceHash": t.merkle_root([]).hex()},
            }
        )
    return "LD3", cases


def make_hashes():
    """Roots and hashes over lists, by kind."""
    cases = []
    for count in (0, 1, 2, 3, 4, 5, 7, 8, 9, 64, 65):
        items = [rng.randbytes(rng.randrange(40)) for _ in range(count)]
        cases.append(
            {"name": f"merkle root of {count}", "kind": "merkle", "items": plain(items), "hash": t.merkle_root(items).hex()}
        )
    for codes in ([], [0], [0, 0, 38], [1] * 5):
        cases.append(
            {"name": f"results {codes}", "kind": "results", "items": codes, "hash": t.results_hash(codes).hex()}
        )
    for powers in ([1], [5, 5, 5], [1, 2**40, 3, 3, 0]):
        validators = [{"key": named(f"v{i}"), "power": power} for i, power in enumerate(powers)]
        cases.append(
            {
                **{"name": f"validators with powers {powers}", "kind": "validators", "items": plain(validators)},
                "hash": t.validators_hash(validators).hex(),
            }
        )
    for count in (0, 1, 165):
        digests = [named(f"digest {i}") for i in range(count)]
        cases.append(
            {
                **{"name": f"verdict over {count} digests", "kind": "verdict", "items": plain(digests)},
                **{"sender": named("referee").hex(), "hash": t.verdict_digests(named("referee"), digests).hex()},
            }
        )
    return ["LD3", "LD18"], cases


def make_app_hash():
    cases = []
    for name, keys in (
        ("no record", []),
        ("one", [b"\x03"]),
        ("a key that begins another", [b"\x05\x01", b"\x05", b"\x05\x01\x00"]),
        ("bytes, not numbers, order keys", [b"\x02\xff", b"\x02\x7f\xff", b"\x0a", b"\x02\x80", b"\x01" * 41]),
    ):
        records = [(key, rng.randbytes(rng.randrange(60))) for key in keys]
        rows = [{"key": key.hex(), "record": record.hex()} for key, record in records]
        cases.append({"name": name, "records": rows, "appHash": t.app_hash(records).hex()})
    return "LD7", cases


def make_beacon():
    cases = []
    for cycle in (0, 1, 2**32, U64_MAX):
        for role in (0, 1):
            chain, secret = named(f"chain {cycle}"), named(f"secret {cycle} {role}")
            cases.append(
                {
                    **{"name": f"cycle {cycle}, role {role}", "chainId": chain.hex(), "cycle": str(cycle), "role": role},
                    **{"secret": secret.hex(), "dealHash": t.beacon_deal_hash(chain, cycle, role, secret).hex()},
                    "value": t.beacon_value(chain, cycle, role, secret).hex(),
                }
            )
    return "LD14", cases


def make_sample():
    cases = []
    for count in (1, 2, 164, 165, 166, 200, 1023, 1024):
        value, host = named(f"r' {count}"), named(f"host {count}")
        cases.append(
            {
                **{"name": f"{count} nonces", "secondValue": value.hex(), "hostKey": host.hex(), "count": count},
                "indices": t.sample(value, host, count),
                "rank": t.audit_rank(value, host).hex(),
            }
        )
    return ["LD17", "LD24"], cases


def make_all():
    return {
        "bodies": make_bodies(),
        "records": (["TX1", "LD23"], encodings(t.RECORDS)),
        "transactions": make_transactions(),
        "genesis": make_genesis(),
        "blocks": make_blocks(),
        "hashes": make_hashes(),
        "app-hash": make_app_hash(),
        "beacon": make_beacon(),
        "sample": make_sample(),
        "signatures": make_signatures(),
        "commits": make_commits(),
        "cycles": make_cycles(),
        "room": make_room(),
    }


def text_of(rule, cases):
    line = lambda value: json.dumps(value, separators=(",", ":"))
    head = f'"rule": {line(rule)},\n"source": "spec/model/make_ledger_vectors.py"'
    return "{\n" + head + ',\n"cases": [' + ",".join("\n  " + line(plain(case)) for case in cases) + "\n]\n}\n"


def main(check):
    different = []
    os.makedirs(FOLDER, exist_ok=True)
    for name, (rule, cases) in make_all().items():
        path = os.path.join(FOLDER, name + ".json")
        text = text_of(rule, cases)
        old = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                old = f.read()
        if check and text != old:
            different.append(name)
        elif text != old:
            with open(path, "w", encoding="utf-8", newline="\n") as f:
                f.write(text)
    if different:
        print("different: " + ", ".join(different))
        return 1
    print("all ledger vectors " + ("agree" if check else "written"))
    return 0


if __name__ == "__main__":
    if set(sys.argv[1:]) - {"--check"}:
        sys.exit(__doc__)
    sys.exit(main("--check" in sys.argv))
