"""Reads transcripts: the table of formats, and `read` and `read_calls` that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.errors import ReadError
from coach.readers import (
    amazon,
    assemblyai,
    contact_centre,
    cues,
    deepgram,
    delimited,
    docx,
    fathom,
    fireflies,
    generic,
    gong,
    google,
    ibm,
    kaldi,
    own,
    plain,
    rev,
    speechmatics,
    whisper,
)
from coach.readers.draft import Calls, transcript
from coach.readers.draft import one_call as one
from coach.readers.language import ensure_english
from coach.readers.source import Source, open_source
from coach.transcript import Transcript

__all__ = ["FORMATS", "Format", "Source", "ensure_english", "read", "read_calls"]


@dataclass(frozen=True, slots=True)
class Format:
    """A transcript format coach reads.

    Attributes:
        name: short name, as `Transcript.format` has it.
        title: what people call it.
        kind: "json", "text", "table" or "document".
        sample: a file of this format in `samples/`.
        sniff: whether the content looks like this format.
        calls: reads the calls of such a file, one at a time.
    """

    name: str
    title: str
    kind: str
    sample: str
    sniff: Callable[[Source], bool]
    calls: Callable[[Source], Calls]

    def read(self, source: Source) -> Iterator[Transcript | ReadError]:
        """Read the calls of a file of this format; a bad call is handed over as its error."""
        for number, call in enumerate(self.calls(source), 1):
            try:
                yield call if isinstance(call, ReadError) else transcript(call, source, self.name, number)
            except ReadError as error:
                yield error


# The first format whose sniff says yes reads the file: the particular ones stand before the general ones.
_JSON: tuple[Format, ...] = (
    Format("coach", "coach call(s), JSON", "json", "coach.json", own.sniff, own.calls),
    Format("gong", "Gong", "json", "gong.json", gong.sniff, gong.calls),
    Format("fireflies", "Fireflies", "json", "fireflies.json", fireflies.sniff, fireflies.calls),
    Format("fathom", "Fathom", "json", "fathom.json", fathom.sniff, fathom.calls),
    Format("call_analytics", "Amazon Transcribe Call Analytics", "json", "call_analytics.json",
           contact_centre.sniff_analytics, one(contact_centre.pieces)),
    Format("contact_lens", "Amazon Connect Contact Lens", "json", "contact_lens.json",
           contact_centre.sniff_lens, one(contact_centre.pieces)),
    Format("amazon_transcribe", "Amazon Transcribe", "json", "amazon_transcribe.json",
           amazon.sniff, one(amazon.pieces)),
    Format("deepgram", "Deepgram", "json", "deepgram.json", deepgram.sniff, one(deepgram.pieces)),
    Format("rev", "Rev", "json", "rev.json", rev.sniff, one(rev.pieces)),
    Format("speechmatics", "Speechmatics", "json", "speechmatics.json",
           speechmatics.sniff, one(speechmatics.pieces)),
    Format("ibm", "IBM Watson Speech to Text", "json", "ibm.json", ibm.sniff, one(ibm.pieces)),
    Format("google", "Google Speech-to-Text", "json", "google.json", google.sniff, one(google.pieces)),
    Format("kaldi", "Kaldi (BBC)", "json", "kaldi.json", kaldi.sniff, one(kaldi.pieces)),
    Format("assemblyai", "AssemblyAI", "json", "assemblyai.json", assemblyai.sniff, one(assemblyai.pieces)),
    Format("whisperx", "WhisperX", "json", "whisperx.json", whisper.sniff_whisperx, one(whisper.pieces)),
    Format("whisper", "Whisper", "json", "whisper.json", whisper.sniff, one(whisper.pieces)),
    Format("json", "other JSON, speaker and text", "json", "chat.json", generic.sniff, generic.calls),
)  # fmt: skip
_OTHER: tuple[Format, ...] = (
    Format("coach_lines", "coach calls, by line", "json", "coach.jsonl", own.sniff_lines, own.calls_by_line),
    Format("docx", "Word (Teams, Amazon, or plain)", "document", "teams.docx", docx.sniff, one(docx.pieces)),
    Format("vtt", "WebVTT (Zoom, Teams, Stream)", "text", "zoom.vtt", cues.sniff_vtt, one(cues.pieces)),
    Format("srt", "SubRip", "text", "subtitles.srt", cues.sniff_srt, one(cues.pieces)),
    Format("tsv", "tab-separated table", "table", "table.tsv", delimited.sniff_tsv, delimited.calls),
    Format("csv", "comma-separated table", "table", "table.csv", delimited.sniff_csv, delimited.calls),
    Format("markdown", "Markdown (Google Meet)", "text", "meet.md", plain.sniff_markdown, one(plain.pieces)),
    Format("otter", "Otter text export", "text", "otter.txt", plain.sniff_otter, one(plain.pieces)),
    Format("text", "plain text", "text", "notes.txt", plain.sniff, one(plain.pieces)),
)  # fmt: skip
FORMATS: tuple[Format, ...] = _JSON + _OTHER


def read(data: bytes, name: str) -> Transcript:
    """Read a file that holds one call.

    Args:
        data: the file's bytes; they alone decide the format.
        name: the file's name, for messages and as the call's id where the file has none.

    Raises:
        ReadError: the file cannot be read, or holds several calls.
    """
    name = str(name)
    calls = read_calls(data, name)
    call = next(calls, None)
    if call is None:
        raise ReadError(name, "there is no call in it", "export the transcript again")
    more = sum(1 for _ in calls)
    if more:
        raise ReadError(name, f"it holds {more + 1} calls, not one", "read them one by one with read_calls")
    if isinstance(call, ReadError):
        raise call
    return call


def read_calls(data: bytes, name: str) -> Iterator[Transcript | ReadError]:
    """Read every call of a file, one at a time; a bad one is handed over, not raised, so that it ends nothing.

    Yields:
        A Transcript for each call, or in its place the ReadError that says what is wrong with it.
    """
    try:
        source = open_source(data, str(name))  # a Path will do
        yield from _format(source).read(source)
    except ReadError as error:
        yield error


def _format(source: Source) -> Format:
    candidates = FORMATS if source.value is None else _JSON
    found = next((f for f in candidates if f.sniff(source)), None)
    if found is None:
        remedy = "`coach formats` lists what coach reads"
        raise ReadError(source.name, f"this JSON is no transcript coach knows ({_keys(source)})", remedy)
    return found


def _keys(source: Source) -> str:
    value = source.value
    if isinstance(value, dict):
        keys = ", ".join(repr(str(key)[:40]) for key in list(value)[:8])
        return f"its keys are {keys}" if keys else "an empty object"
    return f"a list of {len(value)}" if isinstance(value, list) else "a single value"
