"""Cases for LD3: headers with the commits that make them final, signed by keys of our own."""

import ed25519
import ledger as t

NOTHING = {"hash": b"", "partsTotal": 0, "partsHash": b""}
NO_TIME = {"seconds": 0, "nanos": 0}


def in_order(secrets, powers):
    """(secret, validator) as they sign: by falling power, then address."""
    pairs = [(s, {"key": ed25519.public_key(s), "power": power}) for s, power in zip(secrets, powers)]
    return sorted(pairs, key=lambda pair: (-pair[1]["power"], t.address(pair[1]["key"])))


def a_case(name, powers, votes, height, round_):
    """`votes`: what each validator, in signing order, says: 1 absent, 2 commit, 3 nil."""
    secrets = [t.sha256(f"validator {name} {i}".encode()) for i in range(len(powers))]
    signers = in_order(secrets, powers)
    validators = [validator for _, validator in signers]
    time = {"seconds": 1_800_000_000 + height, "nanos": 250_000_000 if height % 2 else 0}
    last = NOTHING if height == 1 else {"hash": t.sha256(b"last"), "partsTotal": 3, "partsHash": t.sha256(b"parts")}
    root = t.merkle_root([])
    header = {
        **{"blockVersion": 11, "appVersion": 1, "chainId": b"stadion-" + b"5" * 40, "height": height, "time": time},
        **{"lastBlockId": last, "lastCommitHash": root, "dataHash": t.data_hash([b"a transaction"] * (height - 1))},
        **{"validatorsHash": t.validators_hash(validators), "nextValidatorsHash": t.validators_hash(validators)},
        **{"consensusHash": t.consensus_hash(), "appHash": t.sha256(b"app"), "lastResultsHash": t.results_hash([0] * height)},
        **{"evidenceHash": root, "proposerAddress": t.address(validators[0]["key"])},
    }
    block_id = {"hash": t.header_hash(header), "partsTotal": 1, "partsHash": t.sha256(b"its parts")}
    commit = {"height": height, "round": round_, "blockId": block_id, "signatures": []}
    for i, ((secret, validator), flag) in enumerate(zip(signers, votes)):
        signature = {"flag": flag, "address": b"", "time": NO_TIME, "signature": b""}
        if flag != 1:
            # Validators sign at times of their own.
            voted = {"seconds": time["seconds"] + 1, "nanos": 1 + i}
            signature = {"flag": flag, "address": t.address(validator["key"]), "time": voted, "signature": b""}
            signature["signature"] = ed25519.sign(secret, t.vote_bytes(header["chainId"], commit, signature))
        commit["signatures"].append(signature)
    agreed = sum(v["power"] for v, flag in zip(validators, votes) if flag == 2)
    row = {"name": name, "header": {**header, "chainId": header["chainId"].decode()}, "commit": commit}
    return {**row, "validators": validators, "enough": 3 * agreed > 2 * sum(powers)}


def make_commits():
    return "LD3", [
        a_case("the embedded engine's one validator", [10], [2], 1, 0),
        a_case("three of three", [1, 1, 1], [2, 2, 2], 2, 0),
        a_case("two of three equals", [1, 1, 1], [2, 1, 2], 3, 0),
        a_case("two of three, just above two thirds", [10, 11, 10], [2, 2, 1], 4, 1),
        a_case("two of three, just below", [10, 11, 10], [1, 2, 3], 5, 0),
        a_case("one absent, one for nothing, five of seven", [1] * 7, [2, 1, 2, 3, 2, 2, 2], 6, 4),
        a_case("unlike powers, the strongest absent", [2**40, 5, 2**39, 3, 2**39], [1, 2, 2, 2, 2], 7, 0),
        a_case("unlike powers, the weak absent", [2**40, 5, 2**40, 3, 1], [2, 2, 1, 1, 1], 8, 2),
        a_case("unlike powers, enough", [2**40, 5, 2**40, 3, 1], [2, 2, 2, 1, 1], 9, 0),
    ]
