"""Two recorded networks at the bounds of TX6 and LD15: a block without room, and a Sprint that is full.

What would fill pages is told by recipe: a transaction with a body of so many zero bytes by who signs it, and a Sprint's
many Hosts by their number, Host i being `H("full-sprint", u32le(i))`.
"""

import ledger as t
import ledger_state as s
from ledger_cycles import SECRETS, Recorder

REVEAL = 4  # the kind whose body is longest
BODY, BLOCK = 65_536, 1_000_000
MOST = 65_536  # Hosts in a Sprint


class RoomRecorder(Recorder):
    def __init__(self):
        super().__init__()
        self.recipes = {}

    def send_zeros(self, expected, who, size):
        fields = {"lane": len(self.waiting), "nonce": 1, "validUntil": self.height + 20}
        self.send(expected, who, REVEAL, bytes(size), **fields)
        signed = self.waiting[-1][1]
        self.recipes[signed.hex()] = {"secret": SECRETS[who], **fields, "kind": REVEAL, "zeros": size}
        return signed

    def rows(self, name):
        rows = [{**row, "txs": [self.recipes.get(tx, tx) for tx in row["txs"]]} for row in self.blocks]
        rows[0] = {"genesis": t.encode(t.GENESIS, self.genesis).hex(), **rows[0]}
        return [{"name": f"{name}, block {row['height']}", **row} for row in rows]


def no_room():
    r = RoomRecorder()
    each = len(r.send_zeros("malformed", "ada", BODY))
    head = each - BODY
    for who, count in (("ada", 7), ("bob", 7)):
        for _ in range(count):
            r.send_zeros("malformed", who, BODY)
    left = BLOCK - 15 * each
    over = r.send_zeros("block-too-big", "bob", left - head + 1)
    r.send_zeros("malformed", "bob", left - head)  # to the last byte
    r.heartbeat("founder", expected="block-too-big")
    r.block()
    r.send_bytes("malformed", over)  # it used up nothing
    r.block()
    return r.rows("no room")


def full_sprint():
    r = RoomRecorder()
    r.deal(0)
    r.deal(1)
    r.until(s.OPEN)
    r.open(0)
    r.block()
    assert r.phase == s.SPRINT
    before = len(r.blocks)
    for i in range(MOST - 2):
        host = t.H("full-sprint", t.u32le(i))
        r.state.records["sprint"][t.u64be(0) + host] = {
            **{"cycle": 0, "host": host, "proofHash": s.ZERO, "count": 20, "level": 0, "commits": 1, "commitHeight": 1},
            **{"revealHeight": 0, "status": s.COMMITTED, "weight": 0, "faultNonce": 0, "fault": 0, "judgedHeight": 0},
            "digests": s.ZERO,
        }
    for who, expected in (("ada", 0), ("bob", 0), ("eve", "sprint-full"), ("ada", 0), ("founder", "sprint-full")):
        r.commit(who, b"", expected=expected)
    r.block()
    r.commit("eve", b"", expected="sprint-full")
    r.commit("bob", b"", expected=0)
    r.block()
    rows = r.rows("a full Sprint")
    rows[before]["fill"] = MOST - 2
    return rows


def make_room():
    return ["TX5", "TX6", "LD15", "LD22"], no_room() + full_sprint()
