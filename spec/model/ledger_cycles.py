"""A recorded network of preset `test`, seven cycles of it: every kind, every phase and nearly every refusal.

`make_cycles` runs it on the twin in ledger_state.py and gives, block by block, the transactions, their result codes
and the hash of the state after it.
"""

import ed25519
import ledger as t
import ledger_state as s
import sprint

PRESET = "test"
START_MS = 1_800_000_000_000
NAMES = "founder ada bob cy dan eve fay new".split()
SECRETS = {name: t.sha256(b"cycles " + name.encode()) for name in NAMES}
KEYS = {name: ed25519.public_key(secret) for name, secret in SECRETS.items()}
GENESIS_WEIGHTS = {"founder": 7, "ada": 900, "bob": 3, "eve": 0}
SMALL = list(range(5, 45, 2))  # the nonces of most proofs: 20, at level 0
LARGE = list(range(100, 484))  # 384 nonces, the fewest at a level above 0


def make_genesis():
    weights = [{"host": KEYS[name], "weight": weight} for name, weight in GENESIS_WEIGHTS.items()]
    return {
        **{"version": 1, "preset": PRESET.encode(), "paramsHash": t.params_hash(PRESET), "timeMs": START_MS},
        **{"founder": KEYS["founder"], "validators": [{"key": KEYS["founder"], "power": 1}]},
        "weights": sorted(weights, key=lambda entry: entry["host"]),
    }


class Recorder:
    def __init__(self):
        self.genesis = make_genesis()
        self.state = s.State(self.genesis, PRESET)
        self.height, self.time_ms, self.block_ms = 0, START_MS, 500
        self.nonces, self.waiting, self.blocks = {}, [], []

    @property
    def cycle(self):
        return self.state.cycle["cycle"]

    @property
    def phase(self):
        return self.state.cycle["phase"]

    def send(self, expected, who, kind, body, **fields):
        """Puts a transaction in the next block, with the code (0, or a refusal's name) that the scene means it to have."""
        lane = fields.get("lane", 0)
        self.nonces[who, lane] = self.nonces.get((who, lane), -1) + 1
        number, tree = t.KINDS.get(kind, (kind, None))
        tx = {
            **{"version": 1, "chainId": self.state.chain, "sender": KEYS[who], "lane": lane, "nonce": self.nonces[who, lane]},
            **{"validUntil": self.height + 20, "fee": 0, "kind": number, "body": t.encode(tree, body) if tree else body},
            **fields,
        }
        self.send_bytes(expected, t.signed_transaction(tx, SECRETS[who]))

    def send_bytes(self, expected, signed):
        self.waiting.append((expected, signed))

    def block(self):
        self.height += 1
        self.time_ms += self.block_ms
        txs, self.waiting = self.waiting, []
        codes = s.run_block(self.state, self.height, self.time_ms, [signed for _, signed in txs])
        meant = [0 if expected == 0 else s.REFUSALS.index(expected) + 1 for expected, _ in txs]
        assert codes == meant, (self.height, codes, meant)
        row = {"height": self.height, "timeMs": self.time_ms, "txs": [signed.hex() for _, signed in txs]}
        self.blocks.append({**row, "codes": codes, "appHash": self.state.app_hash().hex()})

    def until(self, *phases):
        self.block()
        while self.phase not in phases:
            self.block()

    # What a founder and a Host send.

    def secret(self, role):
        return t.sha256(f"beacon {self.cycle} {role}".encode())

    def deal(self, role, expected=0, who="founder", cycle=None):
        cycle = self.cycle if cycle is None else cycle
        body = {"cycle": cycle, "role": role, "hash": t.beacon_deal_hash(self.state.chain, cycle, role, self.secret(role))}
        self.send(expected, who, "beaconDeal", body)

    def open(self, role, expected=0, who="founder", cycle=None, secret=None):
        body = {"cycle": self.cycle if cycle is None else cycle, "role": role, "secret": secret or self.secret(role)}
        self.send(expected, who, "beaconOpen", body)

    def proof(self, who, nonces=SMALL, level=0, seed=None):
        return sprint.encode(seed or self.state.cycle["sprintSeed"], KEYS[who], level, nonces)

    def commit(self, who, proof, count=len(SMALL), level=0, expected=0, cycle=None):
        cycle = self.cycle if cycle is None else cycle
        body = {"cycle": cycle, "proofHash": sprint.proof_hash(proof), "count": count, "level": level}
        self.send(expected, who, "commit", body)

    def reveal(self, who, proof, expected=0, by=None, cycle=None):
        body = {"cycle": self.cycle if cycle is None else cycle, "host": KEYS[who], "proof": proof}
        self.send(expected, by or who, "reveal", body)

    def judge(self, host, outcome, nonce=0, fault=0, expected=0, who="founder", cycle=None, digests=None):
        given = t.sha256(b"digests") if outcome != 3 else s.ZERO
        body = {"cycle": self.cycle if cycle is None else cycle, "host": KEYS[host], "outcome": outcome, "nonce": nonce, "fault": fault}
        self.send(expected, who, "verdict", {**body, "digests": given if digests is None else digests})

    def heartbeat(self, who, height=None, expected=0, **fields):
        self.send(expected, who, "heartbeat", {"height": self.height if height is None else height}, **fields)


def envelopes(r):
    """Block 2: what is wrong with an envelope, in the order of LD22, and what a refusal leaves behind."""
    body = lambda: t.encode(t.KINDS["heartbeat"][1], {"height": r.height})
    tx = {"version": 1, "chainId": r.state.chain, "sender": KEYS["bob"], "lane": 9, "nonce": 5, "validUntil": 10, "fee": 0, "kind": 2}
    signed = t.signed_transaction({**tx, "body": body()}, SECRETS["bob"])
    r.send_bytes("malformed", signed[:60])
    r.send_bytes("malformed", signed[:100])
    r.send_bytes("malformed", b"")
    r.send_bytes("malformed", signed[:92] + bytes([signed[92] ^ 1]) + signed[93:])  # the body's offset
    r.send_bytes("bad-signature", signed[:-1] + bytes([signed[-1] ^ 1]))
    r.send_bytes(0, signed)
    r.send_bytes("nonce-used", signed)
    r.heartbeat("bob", expected="wrong-version", version=2)
    r.heartbeat("bob", expected="wrong-chain", chainId=t.sha256(b"another"), version=1)
    r.heartbeat("bob", expected="expired", validUntil=r.height)
    r.heartbeat("bob", expected=0, validUntil=r.height + 1, nonce=3)
    r.heartbeat("bob", expected="nonce-used", nonce=3)
    r.heartbeat("bob", expected="valid-too-long", validUntil=r.height + 1002, nonce=4)
    r.heartbeat("bob", expected=0, validUntil=r.height + 1001, nonce=4)
    r.heartbeat("bob", expected="fee-not-zero", fee=1, nonce=6)
    r.send("not-registered", "dan", "heartbeat", {"height": r.height})
    r.send("not-registered", "dan", 99, b"")
    r.send("unknown-kind", "bob", 99, b"", nonce=6)
    r.heartbeat("bob", expected="nonce-used", nonce=6)  # the refused body used it up
    r.nonces["bob", 0] = 6
    r.send("unknown-kind", "bob", 0, b"", lane=255)
    r.send("malformed", "bob", "verdict", {"cycle": 0, "host": KEYS["bob"], "outcome": 4, "nonce": 0, "fault": 0, "digests": s.ZERO}, lane=3)
    for fields in ({"outcome": 1, "fault": 1}, {"outcome": 2, "fault": 3}):
        row = {"cycle": 0, "host": KEYS["bob"], "outcome": 1, "nonce": 0, "fault": 0, "digests": s.ZERO}
        r.send("malformed", "ada", "verdict", {**row, **fields}, lane=3)
    row = {"cycle": 0, "host": KEYS["bob"], "outcome": 3, "nonce": 0, "fault": 0, "digests": t.sha256(b"d")}
    r.send("malformed", "ada", "verdict", row, lane=3)
    r.send("malformed", "ada", "beaconOpen", {"cycle": 0, "role": 2, "secret": s.ZERO}, lane=4)
    r.send("malformed", "ada", 2, b"\x01\x02", lane=200)
    r.block()
    # Eight of one sender, refused bodies among them; what has a bad envelope does not count.
    for i in range(4):
        r.heartbeat("ada", lane=1)
        r.heartbeat("ada", height=r.height + 1, expected="heartbeat-stale", lane=2)
    r.heartbeat("ada", expected="too-many", lane=1)
    r.heartbeat("ada", expected="nonce-used", nonce=0, lane=1)
    r.heartbeat("founder")
    r.block()


def newcomers(r):
    for name in ("cy", "dan", "fay"):
        r.send(0, name, "register", {"payout": KEYS[name]})
    r.heartbeat("cy")  # a Host from the transaction before on
    r.send("already-registered", "cy", "register", {"payout": KEYS["cy"]})
    r.send("already-registered", "eve", "register", {"payout": KEYS["ada"]})
    r.send("payout-not-sender", "new", "register", {"payout": KEYS["ada"]})
    r.block()


def first_cycle(r):
    """Settled, with every outcome a proof can have."""
    r.heartbeat("founder", expected="heartbeat-stale", height=1)  # block 1 itself
    r.open(0, "not-dealt")
    r.commit("founder", b"", expected="not-in-sprint")
    r.judge("ada", 1, expected="not-in-audit")
    r.reveal("ada", b"", "not-in-reveal")
    r.block()
    envelopes(r)
    newcomers(r)
    assert r.height == 4 and r.phase == s.WORK  # nothing was dealt: the cycle was void
    r.deal(0, "not-in-deal")
    r.until(s.DEAL)


def dealt_cycle(r):
    r.deal(0, "wrong-cycle", cycle=r.cycle - 1)
    r.deal(0, "wrong-cycle", cycle=r.cycle + 1, who="ada")
    r.deal(0, "not-the-dealer", who="ada")
    r.deal(0)
    r.deal(0, "already-dealt")
    r.open(0, "not-in-open")
    r.block()
    r.deal(1)
    r.until(s.OPEN)
    r.deal(1, "already-dealt")
    r.open(0, "wrong-cycle", cycle=r.cycle + 1)
    r.open(0, "not-the-dealer", who="ada")
    r.open(1, "not-in-open")
    r.open(0, "secret-differs", secret=r.secret(1))
    r.open(0)
    r.open(0, "already-open")
    r.block()
    assert r.phase == s.SPRINT


def many_commits(r):
    large, proof = r.proof("fay", LARGE, 2), r.proof
    garbage = b"\x01" * 80
    for count, level in ((0, 0), (1025, 0), (383, 1), (1024, 41), (1024, 38), (512, 39), (65535, 0)):
        r.commit("ada", b"", count, level, "bad-count-or-level")
    r.commit("ada", b"", cycle=r.cycle + 1, expected="wrong-cycle")
    r.send("not-registered", "new", "commit", {"cycle": r.cycle, "proofHash": s.ZERO, "count": 1, "level": 0})
    r.block()
    r.commit("founder", b"an earlier one", 1023, 38)
    r.commit("founder", proof("founder"))
    r.commit("bob", proof("bob"))
    r.commit("fay", large, len(LARGE), 2)
    r.block()
    r.commit("founder", proof("founder"))
    r.commit("cy", garbage)
    r.commit("dan", proof("dan"), len(SMALL) + 1)
    r.commit("eve", proof("eve"))
    r.commit("ada", proof("ada"))
    r.reveal("ada", proof("ada"), "not-in-reveal")
    r.until(s.REVEAL)
    r.commit("ada", b"", expected="not-in-sprint")
    r.reveal("ada", proof("ada"), "wrong-cycle", cycle=r.cycle - 1)
    r.reveal("new", proof("new"), "no-commit", by="ada")
    r.reveal("ada", proof("bob"), "proof-hash-differs")
    r.reveal("cy", garbage, "proof-malformed")
    r.reveal("dan", proof("dan"), "proof-differs-from-commit")
    r.reveal("ada", proof("ada"), by="bob")
    r.reveal("ada", proof("ada"), "already-revealed")
    r.send("not-registered", "new", "reveal", {"cycle": r.cycle, "host": KEYS["bob"], "proof": proof("bob")})
    for name in ("founder", "bob", "eve"):
        r.reveal(name, proof(name))
    r.block()
    r.reveal("fay", large, by="founder")
    r.until(s.SECOND_OPEN)
    r.open(0, "already-open")
    r.open(1, "secret-differs", secret=r.secret(0))
    r.block()
    r.open(1)
    r.block()
    assert r.phase == s.AUDIT


def verdicts(r):
    r.judge("ada", 1, expected="wrong-cycle", cycle=r.cycle - 1)
    r.judge("ada", 1, expected="not-the-referee", who="ada")
    r.judge("cy", 1, expected="nothing-to-judge")
    r.judge("new", 1, expected="nothing-to-judge")
    r.judge("ada", 2, SMALL[0] + 1, 1, "nonce-not-in-proof")
    r.judge("ada", 3)
    r.block()
    r.judge("founder", 1)
    r.judge("founder", 2, SMALL[3], 1, "already-judged")
    r.judge("founder", 3, expected="already-judged")
    r.judge("ada", 3)
    r.judge("bob", 3)
    r.judge("fay", 3)
    r.block()
    r.judge("fay", 1)
    r.judge("eve", 2, SMALL[-1], 2)
    r.judge("eve", 1, expected="already-judged")
    r.block()
    duties_and_shares(r)
    r.until(s.WORK)
    r.judge("ada", 1, expected="not-in-audit")
    r.open(1, "already-open")
    r.block()


def duties_and_shares(r):
    """What the founder owes is not of its eight; whoever else sends the same kinds has eight."""
    for i in range(65):
        r.reveal("ada", b"", "not-in-reveal" if i < 64 else "too-many", by="founder")
    for i in range(9):
        r.judge("eve", 1, expected="already-judged")
        r.deal(0, "already-dealt")
        r.open(1, "already-open")
        r.heartbeat("founder", expected=0 if i < 8 else "too-many")
    r.judge("eve", 1, expected="already-judged")
    for i in range(9):
        r.judge("eve", 1, expected="not-the-referee" if i < 8 else "too-many", who="ada")
    r.heartbeat("ada", expected="too-many")
    for i in range(9):
        r.deal(0, "not-the-dealer" if i < 8 else "too-many", who="bob")
    r.block()


def make_cycles():
    r = Recorder()
    first_cycle(r)
    dealt_cycle(r)  # cycle 1: settled
    many_commits(r)
    verdicts(r)
    r.until(s.DEAL)

    r.deal(0)  # cycle 2: R is never opened
    r.deal(1)
    r.until(s.WORK)
    r.open(0, "not-in-open")
    r.until(s.DEAL)

    dealt_cycle(r)  # cycle 3: R' is never opened
    ended = r.time_ms
    other = r.proof("bob", seed=t.sha256(b"another sprint"))
    stolen = r.proof("founder")
    r.commit("bob", other)
    r.commit("ada", stolen)
    r.commit("cy", r.proof("cy"))
    r.block_ms = 499  # one block more than at 500
    r.until(s.REVEAL)
    assert r.time_ms - ended == 11 * 499
    r.reveal("bob", other, "proof-of-another-sprint")
    r.reveal("ada", stolen, "proof-of-another-host")
    r.reveal("cy", r.proof("cy"))
    r.until(s.WORK)
    r.until(s.DEAL)

    r.block_ms = 300  # cycle 4: the Sprint ends by its number of blocks, and nobody reveals
    dealt_cycle(r)
    r.commit("bob", b"never shown")
    r.until(s.REVEAL)
    r.until(s.WORK)
    r.until(s.DEAL)

    r.block_ms = 1000  # cycle 5: no valid proof
    dealt_cycle(r)
    for name in ("bob", "eve", "founder"):
        r.commit(name, r.proof(name))
    r.until(s.REVEAL)
    for name in ("bob", "eve"):
        r.reveal(name, r.proof(name))
    r.until(s.SECOND_OPEN)
    r.open(1)
    r.block()
    r.judge("bob", 2, SMALL[0], 1)
    r.judge("eve", 3)
    r.until(s.WORK)
    r.until(s.DEAL)

    dealt_cycle(r)  # cycle 6: settled again; unjudged proofs keep less than they show, or than they had
    for name in ("bob", "dan", "founder"):
        r.commit(name, r.proof(name))
    r.commit("fay", r.proof("fay", LARGE, 3), len(LARGE), 3)
    r.until(s.REVEAL)
    for name in ("bob", "dan", "founder"):
        r.reveal(name, r.proof(name))
    r.reveal("fay", r.proof("fay", LARGE, 3))
    r.until(s.SECOND_OPEN)
    r.open(1)
    r.block()
    r.judge("dan", 1)
    r.until(s.WORK)
    r.until(s.DEAL)
    r.block()
    genesis = t.encode(t.GENESIS, r.genesis).hex()
    rule = ["TX3", "TX4", "TX5", "TX6", *(f"LD{n}" for n in (7, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22))]
    return rule, [{"name": f"block {block['height']}", **({"genesis": genesis} if i == 0 else {}), **block} for i, block in enumerate(r.blocks)]
