"""Alt texts of charts of couples."""

from collections import Counter

import pandas as pd

from charts import flows, tiles
from charts.amounts import digits
from charts.cells import read as read_cells
from charts.links import read as read_links
from charts.words import CoverageWords, FlowWords, TileWords


def pairs(squares: pd.DataFrame, links: pd.DataFrame, words: TileWords) -> str:
    """Alt text of `tilemap.pairs`, from the same frames and words."""
    drawn = read_links(links, tiles.read(squares))
    if not drawn:
        return words.alt_empty
    return words.alt.format(
        couples=len({link[:2] for link in drawn}),
        helpers=len({link.helper_adcode for link in drawn}),
        receivers=len({link.receiver_adcode for link in drawn}),
        first=" ".join(drawn[0].label.split()),
    )


def flow(frame: pd.DataFrame, words: FlowWords) -> str:
    """Alt text of `flows.money`, from the same frame and words."""
    found = flows.read(frame)
    if not found:
        return words.alt_empty
    total = sum(found.values())
    sums = [flows.totals(found, side) for side in (0, 1, 2)]
    leaders = [max(of, key=lambda key: (key != flows.OTHER, of[key])) for of in sums]
    helper, receiver, industry = leaders
    shares = [f"{of[key] / total:.0%}" for of, key in zip(sums, leaders, strict=True)]
    return words.alt.format(
        total=digits([total / words.scale.divisor])[0],
        unit=words.scale.unit,
        helpers=frame.loc[frame["value"] > 0, "helper"].nunique(),
        receivers=frame.loc[frame["value"] > 0, "receiver"].nunique(),
        helper=helper,
        helper_share=shares[0],
        receiver=receiver,
        receiver_share=shares[1],
        industry=words.industries.get(industry, industry),
        industry_share=shares[2],
    )


def coverage(frame: pd.DataFrame, words: CoverageWords) -> str:
    """Alt text of `matrix.coverage`, from the same frame and words."""
    cells = read_cells(frame)
    if not cells:
        return words.alt_empty
    gaps = Counter(cell.row for cell in cells if cell.is_gap)
    unknown = sum(cell.is_unknown for cell in cells)
    names = {cell.row: cell.pairing for cell in cells}
    row = min(gaps or names, key=lambda row: (-gaps[row], row))
    told = (words.alt if gaps else words.alt_full).format(
        couples=len(names),
        first=min(cell.year for cell in cells),
        last=max(cell.year for cell in cells),
        gaps=gaps.total(),
        cells=len(cells) - unknown,
        couple=names[row],
        couple_gaps=gaps[row],
    )
    return told + (words.alt_unknown.format(unknown=unknown) if unknown else "")
