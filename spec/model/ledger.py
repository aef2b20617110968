"""The independent twin of the ledger's formats: ../ledger.md in Python, standard library only.

Written to be read next to the page: encodings (TX1), transactions (TX2), genesis (LD1), blocks (LD3), the state's
hash (LD7), the beacon (LD14), samples (LD17) and verdicts (LD18). It does not run transactions.
"""

import hashlib
import os
import re
import struct

import ed25519

HERE = os.path.dirname(os.path.abspath(__file__))


def sha256(data):
    return hashlib.sha256(data).digest()


def H(tag, *parts):
    """SP1."""
    return sha256(b"stadion/" + tag.encode("ascii") + b"\x00" + b"".join(parts))


def u32le(*values):
    return b"".join(struct.pack("<I", value) for value in values)


def u64le(value):
    return struct.pack("<Q", value)


def u64be(value):
    return struct.pack(">Q", value)


# --- TX1: SSZ ------------------------------------------------------------------------------------

WIDTHS = {"u8": 1, "u16": 2, "u32": 4, "u64": 8}


def parse(text):
    """A type as the page writes it, e.g. `{height u64, digests List[Bytes32, 10]}`, as a tree."""
    tokens = re.findall(r"[A-Za-z0-9]+|[{}\[\],]", text)
    tree = parse_type(tokens)
    assert not tokens, text
    return tree


def parse_type(tokens):
    token = tokens.pop(0)
    if token == "{":
        fields = []
        while tokens[0] != "}":
            name = tokens.pop(0)
            fields.append((name, parse_type(tokens)))
            if tokens[0] == ",":
                tokens.pop(0)
        tokens.pop(0)
        return ("container", fields)
    if token in WIDTHS:
        return ("uint", WIDTHS[token])
    if token == "Bytes32":
        return ("bytes", 32)
    assert tokens.pop(0) == "["
    if token == "ByteList":
        tree = ("bytelist", int(tokens.pop(0)))
    else:
        assert token == "List", token
        inner = parse_type(tokens)
        assert tokens.pop(0) == ","
        tree = ("list", inner, int(tokens.pop(0)))
    assert tokens.pop(0) == "]"
    return tree


def is_fixed(tree):
    if tree[0] == "container":
        return all(is_fixed(field) for _, field in tree[1])
    return tree[0] in ("uint", "bytes")


def join(parts):
    """Fixed parts in place; the others behind them, each found by a 4-byte offset."""
    head = sum(len(data) if fixed else 4 for fixed, data in parts)
    first, rest = b"", b""
    for fixed, data in parts:
        if fixed:
            first += data
        else:
            first += u32le(head + len(rest))
            rest += data
    return first + rest


def encode(tree, value):
    kind = tree[0]
    if kind == "uint":
        return value.to_bytes(tree[1], "little")
    if kind == "bytes":
        assert len(value) == tree[1]
        return bytes(value)
    if kind == "bytelist":
        assert len(value) <= tree[1]
        return bytes(value)
    if kind == "list":
        assert len(value) <= tree[2]
        return join([(is_fixed(tree[1]), encode(tree[1], item)) for item in value])
    assert set(value) == {name for name, _ in tree[1]}, value.keys()
    return join([(is_fixed(field), encode(field, value[name])) for name, field in tree[1]])


# --- The page's types ----------------------------------------------------------------------------

TRANSACTION = parse(
    "{version u8, chainId Bytes32, sender Bytes32, lane u8, nonce u64, validUntil u64, fee u64, kind u16, "
    "body ByteList[65536]}"
)
KINDS = {  # TX7
    "register": (1, parse("{payout Bytes32}")),
    "heartbeat": (2, parse("{height u64}")),
    "commit": (3, parse("{cycle u64, proofHash Bytes32, count u16, level u8}")),
    "reveal": (4, parse("{cycle u64, host Bytes32, proof ByteList[3072]}")),
    "verdict": (5, parse("{cycle u64, host Bytes32, outcome u8, nonce u64, fault u8, digests Bytes32}")),
    "beaconDeal": (6, parse("{cycle u64, role u8, hash Bytes32}")),
    "beaconOpen": (7, parse("{cycle u64, role u8, secret Bytes32}")),
}
GENESIS = parse(  # LD1
    "{version u8, preset ByteList[16], paramsHash Bytes32, timeMs u64, founder Bytes32, "
    "validators List[{key Bytes32, power u64}, 10000], weights List[{host Bytes32, weight u64}, 65536]}"
)
SPRINT = (
    "{cycle u64, host Bytes32, proofHash Bytes32, count u16, level u8, commits u32, commitHeight u64, revealHeight u64, "
    "status u8, weight u64, faultNonce u64, fault u8, judgedHeight u64, digests Bytes32}"
)
RECORDS = {  # LD23
    "account": (1, parse("{key Bytes32, balance u64, lanes List[{lane u8, nonce u64}, 256]}")),
    "host": (2, parse("{key Bytes32, payout Bytes32, registeredHeight u64, missed u32, heartbeats List[u64, 2]}")),
    "cycle": (
        3,
        parse(
            "{cycle u64, phase u8, cycleStartHeight u64, phaseStartHeight u64, phaseEndHeight u64, sprintStartMs u64, "
            "beaconMode u8, sprintSeed Bytes32, founder Bytes32}"
        ),
    ),
    "beacon": (
        4,
        parse("{cycle u64, role u8, mode u8, hash Bytes32, dealHeight u64, value Bytes32, openHeight u64}"),
    ),
    "sprint": (5, parse(SPRINT)),
    "weight": (7, parse("{host Bytes32, weight u64}")),
    "summary": (
        8,
        parse(
            "{cycle u64, outcome u8, height u64, committed u32, revealed u32, valid u32, invalid u32, unjudged u32, "
            "missed u32, weight u64}"
        ),
    ),
    "total": (9, parse("{cycle u64, weight u64, hosts u32}")),
    "weights": (None, parse("{cycle u64, weight u64, entries List[{host Bytes32, weight u64}, 65536]}")),
    "entries": (None, parse("{cycle u64, entries List[" + SPRINT + ", 65536]}")),
}
BLOCK_ID = "{hash ByteList[32], partsTotal u32, partsHash ByteList[32]}"
TIME = "{seconds u64, nanos u32}"
HASHES = ("lastCommitHash dataHash validatorsHash nextValidatorsHash consensusHash appHash lastResultsHash evidenceHash").split()
HEADER = (
    "{blockVersion u64, appVersion u64, chainId ByteList[50], height u64, time " + TIME + ", lastBlockId " + BLOCK_ID + ", "
    + ", ".join(name + " ByteList[32]" for name in HASHES)
    + ", proposerAddress ByteList[20]}"
)
COMMIT = (
    "{height u64, round u32, blockId " + BLOCK_ID + ", signatures List[{flag u8, address ByteList[20], time " + TIME
    + ", signature ByteList[64]}, 10000]}"
)
BLOCK = "{header " + HEADER + ", txs List[ByteList[66000], 8192], lastCommit " + COMMIT + "}"
SIGNED_BLOCK = "{block " + BLOCK + ", commit " + COMMIT + "}"


# --- TX2 -----------------------------------------------------------------------------------------


def transaction_message(tx):
    return b"stadion/tx" + b"\x00" + sha256(encode(TRANSACTION, tx))


def signed_transaction(tx, secret):
    return encode(TRANSACTION, tx) + ed25519.sign(secret, transaction_message(tx))


# --- LD1 -----------------------------------------------------------------------------------------


def read_presets():
    """SP28, from the table on the page: rows of numbers, several in one row parted by slashes."""
    with open(os.path.join(HERE, "..", "sprint.md"), encoding="utf-8") as f:
        section = f.read().split("**SP28**", 1)[1].split("**SP29**", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.split("\n") if line.startswith("|")]
    names = [cell.strip("`") for cell in rows[0][1:]]
    presets = {name: [] for name in names}
    for row in rows[2:]:
        for name, cell in zip(names, row[1:]):
            if not cell.startswith("1/"):
                presets[name].append([int(re.sub(r"\D", "", part)) for part in cell.split("/")])
    return presets


def params_hash(preset):
    rows = read_presets()[preset]
    layers, dim, heads, ffn, vocab, _positions, requant, attention, ffn_shift, threshold, max_nonces = (
        row[0] for row in rows[:11]
    )
    sprint = H(
        "sprint-params",
        u32le(layers, dim, heads, ffn, vocab, requant, attention, ffn_shift, threshold, max_nonces),
    )
    (block_ms,), (deal, open_), (sprint_ms,), (sprint_max,), (reveal, second_open, audit), (cycle,) = rows[11:]
    return H(
        "params", sprint, u32le(block_ms, deal, open_, sprint_ms, sprint_max, reveal, second_open, audit, cycle)
    )


def chain_id(genesis):
    return H("chain", encode(GENESIS, genesis))


def header_chain_id(chain):
    return "stadion-" + chain[:20].hex()


# --- LD3: RFC 6962 and protobuf ------------------------------------------------------------------


def merkle_root(items):
    if not items:
        return sha256(b"")
    if len(items) == 1:
        return sha256(b"\x00" + items[0])
    split = 1 << ((len(items) - 1).bit_length() - 1)
    return sha256(b"\x01" + merkle_root(items[:split]) + merkle_root(items[split:]))


def varint(value):
    value %= 1 << 64
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(number, value, always=False):
    """A protobuf field: integers as varints, bytes with their length; what is zero or empty is left out."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value) if value else b""
    return varint(number << 3 | 2) + varint(len(value)) + value if value or always else b""


def fixed64(number, value):
    return varint(number << 3 | 1) + struct.pack("<q", value) if value else b""


def proto_time(time):
    return field(1, time["seconds"]) + field(2, time["nanos"])


def proto_block_id(block_id):
    parts = field(1, block_id["partsTotal"]) + field(2, block_id["partsHash"])
    return field(1, block_id["hash"]) + field(2, parts, always=True)


def header_hash(header):
    return merkle_root(
        [
            field(1, header["blockVersion"]) + field(2, header["appVersion"]),
            field(1, header["chainId"]),
            field(1, header["height"]),
            proto_time(header["time"]),
            proto_block_id(header["lastBlockId"]),
        ]
        + [field(1, header[name]) for name in HASHES]
        + [field(1, header["proposerAddress"])]
    )


def vote_bytes(chain, commit, signature):
    vote = (
        field(1, 2)
        + fixed64(2, commit["height"])
        + fixed64(3, commit["round"])
        + (field(4, proto_block_id(commit["blockId"]), always=True) if signature["flag"] == 2 else b"")
        + field(5, proto_time(signature["time"]), always=True)
        + field(6, chain)
    )
    return varint(len(vote)) + vote


def commit_hash(commit):
    return merkle_root(
        [
            field(1, s["flag"]) + field(2, s["address"]) + field(3, proto_time(s["time"]), always=True) + field(4, s["signature"])
            for s in commit["signatures"]
        ]
    )


def address(key):
    return sha256(key)[:20]


def validators_hash(validators):
    ordered = sorted(validators, key=lambda v: (-v["power"], address(v["key"])))
    return merkle_root([field(1, field(1, v["key"]), always=True) + field(2, v["power"]) for v in ordered])


def data_hash(txs):
    return merkle_root([sha256(tx) for tx in txs])


def results_hash(codes):
    return merkle_root([field(1, code) for code in codes])


def consensus_hash():
    return sha256(field(1, 2_097_152) + field(2, -1))


def parts(block):
    data = encode(parse(BLOCK), block)
    pieces = [data[i : i + 65536] for i in range(0, len(data), 65536)]
    return len(pieces), merkle_root(pieces)


# --- LD7, LD14, LD17, LD18 -----------------------------------------------------------------------


def app_hash(records):
    """`records` are pairs of key (with its table's number) and bytes."""
    return H("state", *(sha256(u32le(len(key)) + key + record) for key, record in sorted(records)))


def genesis_records(genesis, preset):
    """The state at height 0 (LD2, LD9, LD23)."""
    records = []
    for entry in genesis["weights"]:
        host = {"key": entry["host"], "payout": entry["host"], "registeredHeight": 0, "missed": 0, "heartbeats": []}
        records.append((b"\x02" + entry["host"], encode(RECORDS["host"][1], host)))
        if entry["weight"]:
            records.append((b"\x07" + entry["host"], encode(RECORDS["weight"][1], entry)))
    deal_blocks = read_presets()[preset][12][0]
    cycle = {
        **{"cycle": 0, "phase": 0, "cycleStartHeight": 1, "phaseStartHeight": 1, "phaseEndHeight": deal_blocks},
        **{"sprintStartMs": 0, "beaconMode": 0, "sprintSeed": bytes(32), "founder": genesis["founder"]},
    }
    records.append((b"\x03", encode(RECORDS["cycle"][1], cycle)))
    given = [entry["weight"] for entry in genesis["weights"] if entry["weight"]]
    total = {"cycle": 0, "weight": sum(given), "hosts": len(given)}
    records.append((b"\x09", encode(RECORDS["total"][1], total)))
    return records


def beacon_deal_hash(chain, cycle, role, secret):
    return H("beacon-deal", chain, u64le(cycle), bytes([role]), secret)


def beacon_value(chain, cycle, role, secret):
    return H("beacon", chain, u64le(cycle), bytes([role]), secret)


def sample(second_value, host_key, count):
    if count <= 165:
        return list(range(count))
    drawn = (H("sample", second_value, host_key, u32le(i)) for i in range(165))
    return sorted({int.from_bytes(value[:8], "little") % count for value in drawn})


def audit_rank(second_value, host_key):
    return H("audit", second_value, host_key)


def verdict_digests(sender, digests):
    return H("verdict", sender, *digests)
