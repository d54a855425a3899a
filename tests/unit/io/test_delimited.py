"""Delimited text as a table of texts."""

import pytest

from xtsviz.errors import DirectoryError
from xtsviz.io.delimited import read_table

NAMES = {"id", "userPrincipalName"}.__contains__


def read(text):
    return read_table(text if isinstance(text, bytes) else text.encode(), NAMES, 50)


def cells(text):
    frame = read(text).frame
    return {name: [None if value != value else value for value in frame[name]] for name in frame}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_same_table_in_every_usual_form(mark, separator, ending):
    lines = [["id", "userPrincipalName"], ["1", "zoë@contoso.com"], ["2", ""]]
    text = ending.join(separator.join(line) for line in lines) + ending
    assert cells(mark + text.encode()) == {"id": ["1", "2"], "userPrincipalName": ["zoë@contoso.com", None]}


def test_text_stays_text():
    table = cells('id,x\n1,NA\n2,01234\n3,null\n4,=1+3 <b>Bold</b>\n5,1e5\n6," a, ""b"" "\n7,True\n')
    assert table["x"] == ["NA", "01234", "null", "=1+3 <b>Bold</b>", "1e5", ' a, "b" ', "True"]


def test_a_cell_may_hold_lines_and_separators():
    table = read('id,userPrincipalName\n1,"two\r\nlines; here"\n\n,\n2,x\n')
    assert table.frame["userPrincipalName"].tolist() == ["two\r\nlines; here", "x"]
    assert table.row_place(0) == "line 2"
    assert table.row_place(1) == "line 6"


def test_byte_order_marks_of_two_programs_are_none_of_the_text():
    assert cells(b"\xef\xbb\xbf\xef\xbb\xbfid,x\n1,a\n") == {"id": ["1"], "x": ["a"]}


def test_a_file_may_begin_with_empty_lines():
    table = read("\n" * 300 + "id,x\n\n1,a\n")
    assert (list(table.frame), table.row_place(0)) == (["id", "x"], "line 303")


def test_spaces_are_text():
    assert cells("id\n  \n1\n") == {"id": ["  ", "1"]}


def test_wide_tables_read_like_narrow_ones():
    names = [f"c{n}" for n in range(1200)]
    text = "\n".join(",".join(row) for row in [names, *([f"{name}{n}" for name in names] for n in range(3))])
    frame = read_table(text.encode(), NAMES, 2000).frame
    assert (list(frame), frame["c1199"].tolist()) == (names, ["c11990", "c11991", "c11992"])


def test_separator_at_the_end_of_each_line_makes_no_column():
    assert list(cells("id,userPrincipalName,\n1,a,\n2,b,\n")) == ["id", "userPrincipalName"]


def test_header_alone_is_a_table_without_rows():
    assert cells("id,userPrincipalName\n") == {"id": [], "userPrincipalName": []}


@pytest.mark.parametrize(
    "data, word",
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n \n", "empty"),
        (b"\xff\xfei\x00d\xd8", "starts like UTF-16 text and is none"),
        ("id,userPrincipalName\n1,zoë".encode("utf-16-le"), "UTF-16"),
        ("id,userPrincipalName\n1,zoë".encode("latin-1"), "line 2: byte 25 is not UTF-8"),
        (b"PK\x03\x04 workbook", "Excel"),
        (b"\x00\x01\x02", "binary"),
        (b"id,x\n1,\x00", "binary"),
        (b" <!DOCTYPE html><html></html>", "web page"),
        (b'id,userPrincipalName\n1,"open', "line 2: not CSV"),
        (b'id,userPrincipalName\n1,"a"b', "line 2: not CSV"),
        (b"id,id\n1,2", 'the column "id" 2 times'),
        (b'id,userPrincipalName\n1,"open', "has no second one"),
        (b'id,userPrincipalName\n1,"a"b', "text follows the quotation mark that ends a cell"),
        (b'id,x\n1,"' + b"y" * 140_000 + b'"\n', "line 2: not CSV: a cell has more than 131,072 characters"),
        (b"id,x\n1," + b"y" * 140_000 + b"\n", "line 2: not CSV: a cell has more than 131,072 characters"),
        (b"x" * 1_000_000 + b",id\n1,2\n", "line 1: not CSV: a cell has more than 131,072 characters"),
        (b"id," + b",".join(b"c%d" % n for n in range(10_000)), "10,001 columns; a list has at most 50"),
        (b"id,x\r1,a\r2,\xff", "line 3: byte 11 is not UTF-8"),
        ("id,x\n1,\ud800".encode("utf-8", "surrogatepass"), "line 2: byte 7 is not UTF-8"),
        (b",".join(b"a%d,a%d" % (n, n) for n in range(20)), "15 more columns are repeated"),
    ],
)
def test_what_is_no_list_is_refused_with_its_kind(data, word):
    with pytest.raises(DirectoryError, match=r".") as caught:
        read(data)
    assert word in str(caught.value)


def test_every_ragged_line_is_reported_by_its_number():
    with pytest.raises(DirectoryError) as caught:
        read('id,userPrincipalName\n1,a\n2\n"3\n3",b\n4,c,d\n')
    assert [str(problem) for problem in caught.value.problems] == [
        "line 3: has 1 cells, the header has 2",
        "line 6: has 3 cells, the header has 2",
    ]


def test_quoted_separators_do_not_hide_a_ragged_line():
    with pytest.raises(DirectoryError, match="line 2: has 1 cells"):
        read('id,userPrincipalName\n"1,a"\n')


def test_thousands_of_ragged_lines_are_summed_up():
    with pytest.raises(DirectoryError) as caught:
        read("id,userPrincipalName\n" + "1\n" * 1000)
    assert len(caught.value.problems) == 6
    assert "995 more lines" in str(caught.value)
