"""What can go wrong when a chart is made into a file, and how a reader is told."""

from export.words import Language, words


class ExportError(Exception):
    """A file could not be made; `told` says why, and what can be done, to a reader.

    `str(error)` is the same in English, for a log.
    """

    message = "failed"
    """Which sentence of `words.Words.errors` it is."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        """A sentence or two in the reader's language."""
        return words(language).errors[self.message].format(**self.facts)


class RendererUnavailable(ExportError):
    """No Chromium, or none that starts; CSV, XLSX and HTML can be had all the same."""

    message = "unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class RendererBusy(ExportError):
    """As many pictures are waited for as may be."""

    message = "busy"

    def __init__(self, waiting: int) -> None:
        super().__init__(waiting=waiting)


class RenderTimeout(ExportError):
    """A picture took longer than it may."""

    message = "timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=f"{seconds:g}")


class RenderTooLarge(ExportError):
    """What is asked for is larger than it may be: `of` is a key of `words.Words.sizes`."""

    message = "too_large"

    def __init__(self, of: str, found: int, limit: int) -> None:
        self.of = of
        super().__init__(found=f"{found:,}", limit=f"{limit:,}")

    def told(self, language: Language) -> str:
        said = words(language)
        return said.errors[self.message].format(what=said.sizes[self.of], **self.facts)


class RenderFailed(ExportError):
    """Plotly or Chromium could not draw this figure."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail=" ".join(detail.split())[:200])
