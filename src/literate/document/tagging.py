"""What WeasyPrint's tags lack for PDF/UA-1: header scopes, list items, artifacts, and the mark of conformance.

It is called with the finished PDF, before it is written, and mends the objects in place.
"""

from __future__ import annotations

from typing import Any

UA = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
    b"</rdf:RDF>"
)


def finish(document: Any, pdf: Any) -> None:
    """Mends a finished PDF in place."""
    pass
