"""A design as a short text that can be sent in a message, or stand in an address: compressed, versioned, checked.

The text is ``xtsviz1.LENGTH.BODY.CHECK``. BODY is the document without its defaults, as JSON, compressed with zlib and
a dictionary, in base64url. LENGTH is the number of its characters, so that a text that was cut is told from one that
was changed. CHECK is the beginning of its SHA-256.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from xtsviz.errors import DesignError, DocumentError
from xtsviz.model.design import Design
from xtsviz.model.document import read_document
from xtsviz.model.group_members import with_all_members
from xtsviz.provenance import compact_json

PARAMETER = "design"
"""The name of the text in an address: ``?design=…``."""
MAX_TEXT = 200_000
"""The limit of characters of a text."""
MAX_IN_ADDRESS = 16_000
"""The limit of characters of a text in an address: servers and programs for messages cut longer ones."""
MAX_DOCUMENT = 20_000_000
"""The limit of bytes of the document in a text: a short text could unfold to any size."""

_VERSION = 1
_LEAD = re.compile(r"xtsviz([0-9]{1,6})\.", re.ASCII)
_SHAPE = re.compile(r"xtsviz[0-9]{1,6}\.([0-9]{1,9})\.([A-Za-z0-9_-]*)(?:\.([A-Za-z0-9_-]*))?", re.ASCII)
_CHECK_LENGTH = 8
_MEANT = re.compile(r"xtsviz[0-9]{1,6}\.(?:[0-9]+(?:\.|$)|$)", re.ASCII)  # and no file such as xtsviz1.json
_SPACE = re.compile(r"\s+")
_IN_ADDRESS = re.compile(rf"[?&#]{PARAMETER}=([^&#\s]*)")
# It is a part of version 1: another dictionary is another version.
_DICTIONARY = (
    b'"external_user_state":"PendingAcceptance","home_tenant":"","sms_sign_in":true,"account_enabled":false,'
    b'"multi_tenant_organization":{"name":"","tenants":[]},"connected_organizations":[{"resource_tenant":"",'
    b'"partner_tenant":"","access_package":""}],"options":{"internal_guests":"include"},"notes":[{"about":"","message":"'
    b'"groups":[{"id":"","tenant":"","name":"","kind":"microsoft365","rule":"","members":["","'
    b'"allow_invites_from":"adminsAndGuestInviters","cloud":"usgov","division":"","invitation_domains":{"allow":["'
    b'"gates":{"inbound_sync_allowed":false,"inbound_auto_redeem":false,"outbound_auto_redeem":false,'
    b'"inbound_group_sync_allowed":false,"inbound_b2b_allowed":false},"status":"paused","user_type_flow":"Always",'
    b'"actions":["Add","Update","Delete"],"sync_groups":true,"mappings":[{"target":"","source":"","flow":"Always"}],'
    b'"scope":{"users":"assigned","assigned":["","filters":[[{"attribute":"department","operator":"EQUALS","value":"'
    b'"operator":"REGEX MATCH","operator":"NOT EQUALS","operator":"IS NOT NULL","user_type":"Guest",'
    b'"credentials":"external",'
    b'"home_user":"","attributes":{"country":"DE","jobTitle":"","companyName":"","usageLocation":"","city":"","givenName":"'
    b'","surname":"","employeeId":"","officeLocation":"","department":"Engineering","department":"Finance","department":"'
    b'"position":[100.0,200.0],"color":"#","note":"","initial_domain":".onmicrosoft.com","verified_domains":[".com"]},'
    b'{"id":"","tenant":"","display_name":"","user_principal_name":"@contoso.com","mail":"@contoso.com","attributes":{"'
    b'],"users":[{"id":"","arrows":[{"source":"contoso","target":"fabrikam"},{"source":"'
    b'{"format":"xtsviz-topology","version":1,"name":"","tenants":[{"id":"contoso","name":"Contoso"},{"id":"'
)


def share_text(design: Design) -> str:
    """What `Design.share_text` returns.

    Raises:
        DesignError: the design is too big for a text, or its document would not load.
    """
    topology = with_all_members(design.topology, design.users)
    document = compact_json.document(topology, design.users.records())
    try:
        read_document(document)
    except DocumentError as problem:
        raise DesignError(
            f"this design cannot be shared, for its document would not load: {problem}"
        ) from None
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    packer = zlib.compressobj(9, zdict=_DICTIONARY)
    body = _text(packer.compress(content) + packer.flush())
    text = f"xtsviz{_VERSION}.{len(body)}.{body}.{_check(body)}"
    if len(text) > MAX_TEXT or len(content) > MAX_DOCUMENT:
        raise DesignError(
            f"this design is too big for a text: it would have {len(text):,} characters, and at most {MAX_TEXT:,} are "
            "possible. Share it as a file: design.save, or Export → Document"
        )
    return text


def is_share_text(content: bytes | str) -> bool:
    """Whether something is meant to be such a text, or an address with one: whole, cut or broken.

    A document is none, for it begins with a brace.
    """
    start = content[:4000].decode("utf-8", "replace") if isinstance(content, bytes) else content[:4000]
    start = start.lstrip("\ufeff \t\r\n<\"'`")
    if _MEANT.match(start):
        return True
    return bool(re.match(r"[a-z]+://|[?#]", start) and _IN_ADDRESS.search(start))


def is_whole_share_text(text: str) -> bool:
    """Whether a text is a shared design from its first to its last character; what is in it may be wrong."""
    text = _bare(text[: 2 * MAX_TEXT])
    try:
        return bool(_LEAD.match(text)) and bool(_whole_body(text))
    except DocumentError:
        return False


def from_share_text(text: str) -> Design:
    """A design from a text that `Design.share_text` made, or from an address with one.

    Spaces and ends of lines do not count: programs for messages put some in.

    Raises:
        DocumentError: it is no such text; it is cut, changed or too long; another version of xtsviz made it; or the
            document in it is wrong.
    """
    return Design.from_document(shared_document(text))


def shared_document(content: bytes | str) -> Any:
    """The JSON value of the document in such a text; see `from_share_text`."""
    given: object = content
    if not isinstance(given, (bytes, str)):
        raise DocumentError(f"a shared design is a text, not {type(given).__name__}")
    if len(given) > 2 * MAX_TEXT:
        raise _too_long(len(given))
    text = _bare(given.decode("utf-8", "replace") if isinstance(given, bytes) else given)
    lead = _LEAD.match(text)
    if not lead:
        raise DocumentError(
            "this is no text of a shared design: such a text begins with xtsviz1. and is made by Share, "
            "design.share_text() or xtsviz share"
        )
    if int(lead[1]) != _VERSION:
        raise DocumentError(
            f"this shared design was made by a newer xtsviz (version {int(lead[1])} of the text; this one reads "
            f"{_VERSION}). Update it: pip install -U xtsviz"
        )
    if len(text) > MAX_TEXT:
        raise _too_long(len(text))
    return _unpacked(_whole_body(text))


def _bare(text: str) -> str:
    """The text alone: without the address around it, without spaces, ends of lines and quotation marks."""
    text = _SPACE.sub("", text.removeprefix("\ufeff"))
    if found := _IN_ADDRESS.search(text):
        text = unquote(found[1])
    return text.strip("<>\"'`")


def _whole_body(text: str) -> str:
    found = _SHAPE.fullmatch(text)
    if not found:
        if _SHAPE.match(text) is None and re.fullmatch(r"xtsviz1\.[0-9]*", text):
            raise _cut(text)
        raise DocumentError(
            "this text of a shared design was changed on its way: it has characters that do not belong there. "
            "Copy it again, from its first to its last character"
        )
    length, body, check = int(found[1]), found[2], found[3]
    if len(body) < length or (len(body) == length and len(check or "") < _CHECK_LENGTH):
        raise _cut(text, length + _CHECK_LENGTH + len(f"xtsviz{_VERSION}.{length}.."))
    if len(body) > length or check != _check(body):
        raise DocumentError(
            "this text of a shared design was changed on its way: its check does not fit. Copy it again, or ask for it "
            "again"
        )
    return body


def _cut(text: str, whole: int = 0) -> DocumentError:
    of = f" of {whole:,}" if whole else ""
    return DocumentError(
        f"this text of a shared design is cut: {len(text):,}{of} characters are here. Copy it again, from its first to "
        "its last character"
    )


def _too_long(length: int) -> DocumentError:
    return DocumentError(
        f"this text has {length:,} characters; a shared design has at most {MAX_TEXT:,}. Ask for the design as a file"
    )


def _unpacked(body: str) -> Any:
    opener = zlib.decompressobj(zdict=_DICTIONARY)
    try:
        content = opener.decompress(urlsafe_b64decode(body + "=" * (-len(body) % 4)), MAX_DOCUMENT + 1)
        if len(content) > MAX_DOCUMENT:
            raise DocumentError(
                f"this shared design unfolds to more than {MAX_DOCUMENT // 1_000_000} MB; it was not opened"
            )
        if not opener.eof or opener.unused_data:
            raise ValueError
        return json.loads(content)
    except (ValueError, zlib.error, RecursionError):
        raise DocumentError("this text of a shared design holds no document; ask for it again") from None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _check(body: str) -> str:
    return _text(sha256(body.encode("ascii")).digest())[:_CHECK_LENGTH]
