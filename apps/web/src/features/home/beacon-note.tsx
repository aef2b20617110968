/** What mode `single` of the beacon means for whoever takes part. */
export function BeaconNote(): React.ReactNode {
  return (
    <p className="muted small" data-testid="beacon">
      One operator opens this network's beacon (mode single): whoever runs the node could know a
      Sprint's seed before the starting gun and have run early. Nothing in the ledger rules that out
      yet.
    </p>
  );
}
