"""The independent twin of the ledger's transitions: TX3 to TX6 and LD9 to LD22 of ../ledger.md.

Written from that page alone, next to ledger.py, which has the formats. Plain and slow: the state is a dict of
decoded records, and its hash is taken over all of them.
"""

import ed25519
import ledger as t
import sprint

REFUSALS = (
    "malformed wrong-version wrong-chain bad-signature expired valid-too-long nonce-used fee-not-zero unknown-kind too-many "
    "not-registered already-registered payout-not-sender heartbeat-stale wrong-cycle not-in-deal not-in-open not-the-dealer "
    "already-dealt secret-differs not-in-sprint not-in-reveal already-revealed proof-hash-differs proof-malformed "
    "proof-of-another-sprint proof-of-another-host proof-differs-from-commit not-in-audit not-the-referee nothing-to-judge "
    "already-judged nonce-not-in-proof bad-count-or-level no-commit already-open not-dealt block-too-big sprint-full"
).split()
DEAL, OPEN, SPRINT, REVEAL, SECOND_OPEN, AUDIT, WORK = range(7)
COMMITTED, REVEALED, VALID, INVALID, CANNOT_CHECK, MISSED, VOID = range(7)
SETTLED, NO_VALID, NOT_DEALT, FIRST_NOT_OPENED, SECOND_NOT_OPENED = range(5)
ZERO = bytes(32)


class Refused(Exception):
    """A transaction that has a result other than success."""


def need(condition, refusal):
    if not condition:
        raise Refused(refusal)


# --- TX1: reading --------------------------------------------------------------------------------


def decode(tree, data):
    """The value whose encoding `data` is; Refused("malformed") for any other bytes."""
    try:
        value = read(tree, data)
        if t.encode(tree, value) == data:
            return value
    except (AssertionError, IndexError, OverflowError, ValueError):
        pass
    raise Refused("malformed")


def width(tree):
    if tree[0] == "container":
        return sum(width(field) if t.is_fixed(field) else 4 for _, field in tree[1])
    return tree[1] if t.is_fixed(tree) else 4


def read(tree, data):
    if tree[0] == "uint":
        return int.from_bytes(data, "little")
    if tree[0] in ("bytes", "bytelist"):
        return data
    assert tree[0] == "container"  # no body has a list
    at, offsets = 0, []
    for _, field in tree[1]:
        if not t.is_fixed(field):
            offsets.append(int.from_bytes(data[at : at + 4], "little"))
        at += width(field) if t.is_fixed(field) else 4
    assert at <= len(data) and sorted(offsets) == offsets
    ends = offsets[1:] + [len(data)]
    at, value = 0, {}
    for name, field in tree[1]:
        if t.is_fixed(field):
            value[name] = read(field, data[at : at + width(field)])
            at += width(field)
        else:
            value[name] = read(field, data[offsets.pop(0) : ends.pop(0)])
            at += 4
    return value


def check_body(kind, body):
    """TX7: which numbers there are; what is no such body is malformed."""
    if kind == "verdict":
        need(1 <= body["outcome"] <= 3, "malformed")
        if body["outcome"] == 2:
            need(body["fault"] in (1, 2), "malformed")
        else:
            need(body["nonce"] == 0 and body["fault"] == 0, "malformed")
        need(body["outcome"] != 3 or body["digests"] == ZERO, "malformed")
    if "role" in body:
        need(body["role"] in (0, 1), "malformed")


# --- The state -----------------------------------------------------------------------------------


class State:
    """`records[table]` maps the key of section 7 to the record; the block's own counts are in `block`."""

    def __init__(self, genesis, preset):
        self.chain = t.chain_id(genesis)
        timing = sprint.TIMING[preset]
        names = "blockMs deal open sprintMs sprint reveal secondOpen audit cycle".split()
        self.params = dict(zip(names, timing[1:]))
        self.records = {name: {} for name, (number, _) in t.RECORDS.items() if number}
        self.records["proof"] = {}
        for entry in genesis["weights"]:
            key = entry["host"]
            self.records["host"][key] = {"key": key, "payout": key, "registeredHeight": 0, "missed": 0, "heartbeats": []}
            if entry["weight"]:
                self.records["weight"][key] = dict(entry)
        self.records["cycle"][b""] = {
            **{"cycle": 0, "phase": DEAL, "cycleStartHeight": 1, "phaseStartHeight": 1, "phaseEndHeight": self.params["deal"]},
            **{"sprintStartMs": 0, "beaconMode": 0, "sprintSeed": ZERO, "founder": genesis["founder"]},
        }
        self.set_total(0)

    def set_total(self, cycle):
        weights = [record["weight"] for record in self.records["weight"].values()]
        self.records["total"][b""] = {"cycle": cycle, "weight": sum(weights), "hosts": len(weights)}

    @property
    def cycle(self):
        return self.records["cycle"][b""]

    def beacon(self, role):
        return self.records["beacon"].get(t.u64be(self.cycle["cycle"]) + bytes([role]))

    def entry(self, host):
        return self.records["sprint"].get(t.u64be(self.cycle["cycle"]) + host)

    def entries(self):
        """Of the current cycle."""
        return [entry for entry in self.records["sprint"].values() if entry["cycle"] == self.cycle["cycle"]]

    def app_hash(self):
        """LD7."""
        rows = []
        for name, table in self.records.items():
            number, tree = (6, None) if name == "proof" else t.RECORDS[name]
            rows += [(bytes([number]) + key, t.encode(tree, record) if tree else record) for key, record in table.items()]
        return t.app_hash(rows)


def run_block(state, height, time_ms, txs):
    """The result codes, in order; the state is that after the block."""
    block = {"height": height, "bytes": 0, "bySender": {}, "registers": 0, "reveals": 0}
    codes = []
    for tx in txs:
        try:
            run_transaction(state, block, tx)
            codes.append(0)
        except Refused as refused:
            codes.append(REFUSALS.index(str(refused)) + 1)
    end_block(state, height, time_ms)
    return codes


# --- TX4 to TX6: the envelope --------------------------------------------------------------------


def run_transaction(state, block, signed):
    need(block["bytes"] + len(signed) <= 1_000_000, "block-too-big")
    tx = check_envelope(state, block, signed)
    sender = tx["sender"]
    block["bytes"] += len(signed)
    if is_founders(state, tx, ["reveal"]):
        block["reveals"] += 1
    elif not is_founders(state, tx, UNBOUNDED):
        block["bySender"][sender] = block["bySender"].get(sender, 0) + 1
    block["registers"] += tx["kind"] == 1
    account = state.records["account"].setdefault(sender, {"key": sender, "balance": 0, "lanes": []})
    lanes = [lane for lane in account["lanes"] if lane["lane"] != tx["lane"]]
    lanes.append({"lane": tx["lane"], "nonce": tx["nonce"]})
    account["lanes"] = sorted(lanes, key=lambda lane: lane["lane"])
    name = next((name for name, (number, _) in t.KINDS.items() if number == tx["kind"]), None)
    need(name, "unknown-kind")
    body = decode(t.KINDS[name][1], tx["body"])
    check_body(name, body)
    RUN[name](state, sender, body, block["height"])


def check_envelope(state, block, signed):
    need(64 <= len(signed) <= 66_000, "malformed")
    tx = decode(t.TRANSACTION, signed[:-64])
    sender, height = tx["sender"], block["height"]
    need(tx["version"] == 1, "wrong-version")
    need(tx["chainId"] == state.chain, "wrong-chain")
    need(ed25519.verify(sender, t.transaction_message(tx), signed[-64:]), "bad-signature")
    need(tx["validUntil"] >= height, "expired")
    need(tx["validUntil"] <= height + 1000, "valid-too-long")
    account = state.records["account"].get(sender, {"lanes": []})
    need(all(tx["nonce"] > lane["nonce"] for lane in account["lanes"] if lane["lane"] == tx["lane"]), "nonce-used")
    need(tx["fee"] == 0, "fee-not-zero")
    if is_founders(state, tx, ["reveal"]):
        need(block["reveals"] < 64, "too-many")
    elif not is_founders(state, tx, UNBOUNDED):
        need(block["bySender"].get(sender, 0) < 8, "too-many")
    need(tx["kind"] != 1 or block["registers"] < 64, "too-many")
    need(tx["kind"] == 1 or sender in state.records["host"], "not-registered")
    return tx


UNBOUNDED = ("verdict", "beaconDeal", "beaconOpen")


def is_founders(state, tx, kinds):
    """TX6: what a founder sends of these kinds is not of its share."""
    return tx["kind"] in [t.KINDS[name][0] for name in kinds] and tx["sender"] == state.cycle["founder"]


# --- LD12 to LD19: the kinds ---------------------------------------------------------------------


def register(state, sender, body, height):
    need(sender not in state.records["host"], "already-registered")
    need(body["payout"] == sender, "payout-not-sender")
    host = {"key": sender, "payout": sender, "registeredHeight": height, "missed": 0, "heartbeats": []}
    state.records["host"][sender] = host


def heartbeat(state, sender, body, height):
    need(1 <= height - body["height"] <= 100, "heartbeat-stale")
    host = state.records["host"][sender]
    host["heartbeats"] = (host["heartbeats"] + [height])[-2:]


def beacon_deal(state, sender, body, height):
    cycle = state.cycle
    need(body["cycle"] == cycle["cycle"], "wrong-cycle")
    need(sender == cycle["founder"], "not-the-dealer")
    need(state.beacon(body["role"]) is None, "already-dealt")
    need(cycle["phase"] == DEAL, "not-in-deal")
    state.records["beacon"][t.u64be(body["cycle"]) + bytes([body["role"]])] = {
        **{"cycle": body["cycle"], "role": body["role"], "mode": 0, "hash": body["hash"], "dealHeight": height},
        **{"value": ZERO, "openHeight": 0},
    }


def beacon_open(state, sender, body, height):
    cycle, role = state.cycle, body["role"]
    need(body["cycle"] == cycle["cycle"], "wrong-cycle")
    need(sender == cycle["founder"], "not-the-dealer")
    beacon = state.beacon(role)
    need(beacon, "not-dealt")
    need(beacon["openHeight"] == 0, "already-open")
    need(cycle["phase"] == (OPEN, SECOND_OPEN)[role], "not-in-open")
    need(t.beacon_deal_hash(state.chain, body["cycle"], role, body["secret"]) == beacon["hash"], "secret-differs")
    beacon["value"] = t.beacon_value(state.chain, body["cycle"], role, body["secret"])
    beacon["openHeight"] = height


def commit(state, sender, body, height):
    cycle, count, level = state.cycle, body["count"], body["level"]
    need(body["cycle"] == cycle["cycle"], "wrong-cycle")
    need(cycle["phase"] == SPRINT, "not-in-sprint")
    try:
        sprint.check_form(level, count)
    except ValueError:
        raise Refused("bad-count-or-level") from None
    need(count << level < 2**48, "bad-count-or-level")
    before = state.entry(sender)
    need(before or len(state.entries()) < 65_536, "sprint-full")
    state.records["sprint"][t.u64be(body["cycle"]) + sender] = {
        **{"cycle": body["cycle"], "host": sender, "proofHash": body["proofHash"], "count": count, "level": level},
        **{"commits": before["commits"] + 1 if before else 1, "commitHeight": height, "revealHeight": 0},
        **{"status": COMMITTED, "weight": 0, "faultNonce": 0, "fault": 0, "judgedHeight": 0, "digests": ZERO},
    }


def reveal(state, _sender, body, height):
    cycle, host, proof = state.cycle, body["host"], body["proof"]
    need(body["cycle"] == cycle["cycle"], "wrong-cycle")
    need(cycle["phase"] == REVEAL, "not-in-reveal")
    entry = state.entry(host)
    need(entry, "no-commit")
    need(entry["status"] == COMMITTED, "already-revealed")
    need(sprint.proof_hash(proof) == entry["proofHash"], "proof-hash-differs")
    try:
        seed, key, level, nonces = sprint.decode(proof)
    except ValueError:
        raise Refused("proof-malformed") from None
    need(seed == cycle["sprintSeed"], "proof-of-another-sprint")
    need(key == host, "proof-of-another-host")
    need((len(nonces), level) == (entry["count"], entry["level"]), "proof-differs-from-commit")
    entry["status"], entry["revealHeight"] = REVEALED, height
    state.records["proof"][t.u64be(body["cycle"]) + host] = proof


def verdict(state, sender, body, height):
    cycle, host = state.cycle, body["host"]
    need(body["cycle"] == cycle["cycle"], "wrong-cycle")
    need(cycle["phase"] == AUDIT, "not-in-audit")
    need(sender == cycle["founder"], "not-the-referee")
    entry = state.entry(host)
    need(entry and entry["status"] != COMMITTED, "nothing-to-judge")
    need(entry["status"] in (REVEALED, CANNOT_CHECK), "already-judged")
    if body["outcome"] == 2:
        nonces = sprint.decode(state.records["proof"][t.u64be(body["cycle"]) + host])[3]
        need(body["nonce"] in nonces, "nonce-not-in-proof")
    entry["status"] = (VALID, INVALID, CANNOT_CHECK)[body["outcome"] - 1]
    entry["faultNonce"], entry["fault"] = body["nonce"], body["fault"]
    entry["judgedHeight"], entry["digests"] = height, body["digests"]


RUN = {
    **{"register": register, "heartbeat": heartbeat, "commit": commit, "reveal": reveal, "verdict": verdict},
    **{"beaconDeal": beacon_deal, "beaconOpen": beacon_open},
}


# --- LD9 to LD11, LD20, LD21: the cycle ----------------------------------------------------------


def end_block(state, height, time_ms):
    cycle, params = state.cycle, state.params
    phase, is_last = cycle["phase"], height == cycle["phaseEndHeight"]
    is_open = lambda role: state.beacon(role)["openHeight"] != 0
    if phase == DEAL and is_last:
        if state.beacon(0) and state.beacon(1):
            go_to(state, OPEN, height)
        else:
            void(state, NOT_DEALT, height)
    elif phase == OPEN and is_open(0):
        cycle["sprintStartMs"] = time_ms
        cycle["sprintSeed"] = sprint.sprint_seed(state.beacon(0)["value"])
        go_to(state, SPRINT, height)
    elif phase == OPEN and is_last:
        void(state, FIRST_NOT_OPENED, height)
    elif phase == SPRINT and (is_last or time_ms >= cycle["sprintStartMs"] + params["sprintMs"]):
        go_to(state, REVEAL, height)
    elif phase == REVEAL and is_last:
        if any(entry["status"] == REVEALED for entry in state.entries()):
            go_to(state, SECOND_OPEN, height)
        else:
            settle(state, height)
    elif phase == SECOND_OPEN and is_open(1):
        go_to(state, AUDIT, height)
    elif phase == SECOND_OPEN and is_last:
        void(state, SECOND_NOT_OPENED, height)
    elif phase == AUDIT and is_last:
        settle(state, height)
    elif phase == WORK and is_last:
        start_cycle(state, height)


def go_to(state, phase, height):
    names = ("deal", "open", "sprint", "reveal", "secondOpen", "audit")
    cycle = state.cycle
    cycle["phase"], cycle["phaseStartHeight"] = phase, height + 1
    if phase == WORK:
        cycle["phaseEndHeight"] = cycle["cycleStartHeight"] + state.params["cycle"] - 1
    else:
        cycle["phaseEndHeight"] = height + state.params[names[phase]]


def start_cycle(state, height):
    cycle = state.cycle
    cycle["cycle"] += 1
    cycle["cycleStartHeight"] = height + 1
    cycle["sprintStartMs"], cycle["sprintSeed"] = 0, ZERO
    go_to(state, DEAL, height)
    for name, kept in (("sprint", 2), ("proof", 2), ("beacon", 2), ("summary", 64)):
        table = state.records[name]
        for key in [key for key in table if int.from_bytes(key[:8], "big") < cycle["cycle"] - kept]:
            del table[key]


def settle(state, height):
    entries, weights = state.entries(), state.records["weight"]
    is_any_valid = any(entry["status"] == VALID for entry in entries)
    for entry in entries:
        proven = entry["count"] << entry["level"]
        if entry["status"] == COMMITTED:
            entry["status"] = MISSED
            state.records["host"][entry["host"]]["missed"] += 1
        elif is_any_valid and entry["status"] == VALID:
            entry["weight"] = proven
        elif is_any_valid and entry["status"] in (REVEALED, CANNOT_CHECK):
            entry["weight"] = min(proven, weights.get(entry["host"], {"weight": 0})["weight"])
    if is_any_valid:
        weights.clear()
        for entry in entries:
            if entry["weight"]:
                weights[entry["host"]] = {"host": entry["host"], "weight": entry["weight"]}
        state.set_total(state.cycle["cycle"])
    summarise(state, SETTLED if is_any_valid else NO_VALID, height)


def void(state, outcome, height):
    for entry in state.entries():
        entry["status"] = VOID
    summarise(state, outcome, height)


def summarise(state, outcome, height):
    entries = state.entries()
    count = lambda *statuses: sum(entry["status"] in statuses for entry in entries)
    state.records["summary"][t.u64be(state.cycle["cycle"])] = {
        **{"cycle": state.cycle["cycle"], "outcome": outcome, "height": height, "committed": len(entries)},
        **{"revealed": sum(entry["revealHeight"] > 0 for entry in entries), "valid": count(VALID), "invalid": count(INVALID)},
        **{"unjudged": count(REVEALED, CANNOT_CHECK), "missed": count(MISSED)},
        "weight": state.records["total"][b""]["weight"],
    }
    go_to(state, WORK, height)
