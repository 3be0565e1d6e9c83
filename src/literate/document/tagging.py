"""What WeasyPrint leaves to do for PDF/A-3a and PDF/UA-1 at once.

It declares one standard only, so the second is added to the metadata with the description that PDF/A asks of
it; it compresses the metadata, which PDF/A forbids; and it tags running heads and page numbers as content,
which should be artifacts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
_MCID = re.compile(rb"/MCID (\d+)")


def finish(document: Any, pdf: Any, salt: int = 0) -> None:
    """Mends a finished PDF in place, called just before it is written; adds `salt` empty objects."""
    import pydyf  # type: ignore[import-untyped]

    _declare(pdf)
    _make_artifacts(pdf)
    for stream in (each for each in pdf.objects if isinstance(each, pydyf.Stream) and each.compress):
        _compress(stream)
    for _ in range(salt):
        pdf.add_object(pydyf.Dictionary())


def ambiguous(data: bytes) -> bool:
    """Does a stream of the PDF end in what could be taken for the line end before `endstream`?"""
    return re.search(rb"[\r\n]\nendstream", data) is not None


def _declare(pdf: Any) -> None:
    """Both standards in the metadata, which stand uncompressed."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    metadata.stream = [
        (part if isinstance(part, bytes) else part.encode()).replace(b"</rdf:RDF>", _SCHEMA.encode())
        for part in metadata.stream
    ]


def _compress(stream: Any) -> None:
    """Compresses a stream so that it does not end in a line end, which readers would not count.

    Not as far as it goes: level 9 takes three times as long for 2 % less.
    """
    raw = b"\n".join(map(_bytes, stream.stream))
    while (data := zlib.compress(raw)).endswith((b"\r", b"\n")):
        raw += b"\n"
    stream.stream, stream.compress = [data], False
    stream.extra["Filter"] = "/FlateDecode"


def _make_artifacts(pdf: Any) -> None:
    """Marked content that no element of the document holds is an artifact: running heads, page numbers."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    held = set(_reachable(pdf, root["K"]))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    elements = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in (each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Page"):
        owners = elements[page["StructParents"]]
        loose = {at for at, owner in enumerate(owners) if owner not in held}
        for at in loose:
            owners[at] = "null"
        _loosen(_object(pdf, page["Contents"]).stream, loose)


def _loosen(stream: list[Any], loose: set[int]) -> None:
    """`/Span <</MCID 3>> BDC`, three parts of a content stream, becomes `/Artifact BMC`."""
    for at, part in enumerate(stream):
        if part == b"BDC" and (found := _MCID.search(_bytes(stream[at - 1]))) and int(found[1]) in loose:
            stream[at - 2 : at + 1] = [b"/Artifact", b"", b"BMC"]


def _bytes(part: Any) -> bytes:
    return bytes(
        part.data if hasattr(part, "data") else part if isinstance(part, bytes) else str(part).encode()
    )


def _reachable(pdf: Any, kids: Any) -> Iterator[Any]:
    """References of all structure elements under these."""
    for kid in kids:
        if isinstance(kid, bytes | str):
            element = _object(pdf, kid)
            if element.get("Type") == "/StructElem":
                yield kid
                yield from _reachable(pdf, element["K"])


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]
