//! What is the page in a stored answer of a web server?
//!
//! Archives keep answers as they came: headers, then a body that may be cut in chunks and packed. Some
//! unpack the body and leave the headers, so that what they say is tried and not trusted.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

use crate::charset;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer<'r> {
    /// 200 where all went well.
    pub status: u16,
    /// What the body is, lower case, without parameters.
    pub media: String,
    /// The charset that the server names.
    pub charset: Option<&'static Encoding>,
    /// The body, whole and unpacked.
    pub body: Cow<'r, [u8]>,
}

/// The answer in `bytes`, its body unpacked to at most `limit` bytes; `None` where it is none.
pub(crate) fn answer(bytes: &[u8], limit: usize) -> Option<Answer<'_>> {
    let (head, body) = split(bytes)?;
    let mut lines = head.lines();
    let first = lines.next()?;
    let status = first.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
    let header = |name: &str| {
        let named =
            |line: &&str| line.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        head.lines().skip(1).filter(named).find_map(|line| line[name.len()..].strip_prefix(':'))
    };
    let kind = header("content-type").unwrap_or_default();
    let chunked = header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    let body =
        if chunked { joined(body).map_or(Cow::Borrowed(body), Cow::Owned) } else { body.into() };
    let packing = header("content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    Some(Answer {
        status,
        media: media(kind),
        charset: charset::in_content_type(kind),
        body: unpacked(body, &packing, limit),
    })
}

/// `text/html` of `Text/HTML; charset=utf-8`.
pub(crate) fn media(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Headers and body.
fn split(bytes: &[u8]) -> Option<(Cow<'_, str>, &[u8])> {
    let at = |end: &[u8]| bytes.windows(end.len()).position(|window| window == end);
    let (head, body) = match (at(b"\r\n\r\n"), at(b"\n\n")) {
        (Some(crlf), lf) if lf.is_none_or(|lf| crlf < lf) => (crlf, crlf + 4),
        (_, Some(lf)) => (lf, lf + 2),
        _ => return None,
    };
    Some((String::from_utf8_lossy(&bytes[..head]), &bytes[body..]))
}

/// A body of chunks put together; `None` where it is not in chunks.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().take(80).position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = line.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        // What was cut off while it was stored is still read as far as it goes.
        let Some(chunk) = body.get(..size) else {
            whole.extend_from_slice(body);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

fn unpacked<'r>(body: Cow<'r, [u8]>, packing: &str, limit: usize) -> Cow<'r, [u8]> {
    let reader: Box<dyn Read + '_> = match packing {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => {
            Box::new(MultiGzDecoder::new(&*body))
        }
        "deflate" if body.first().is_some_and(|b| b & 0xF == 8) => {
            Box::new(ZlibDecoder::new(&*body))
        }
        _ => return body,
    };
    let mut whole = Vec::new();
    // A broken end leaves what came before it.
    let _ = reader.take(limit as u64).read_to_end(&mut whole);
    if whole.is_empty() { body } else { Cow::Owned(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn chunks_are_joined_and_packed_bodies_unpacked() {
        let plain = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=koi8-r\r\n\r\n<p>x";
        let read = answer(plain, 100).unwrap();
        assert_eq!((read.status, read.media.as_str()), (200, "text/html"));
        assert_eq!((read.charset.unwrap().name(), &*read.body), ("KOI8-R", &b"<p>x"[..]));
        let chunked = b"HTTP/1.1 404 No\nTransfer-Encoding: chunked\n\n3\nabc\n2;x=y\nde\n0\n\n";
        let read = answer(chunked, 100).unwrap();
        assert_eq!((read.status, &*read.body), (404, &b"abcde"[..]));
        let not_chunked = b"HTTP/1.1 200\nTransfer-Encoding: chunked\n\n<html>already joined";
        assert_eq!(&*answer(not_chunked, 100).unwrap().body, b"<html>already joined");
        let mut packed = b"HTTP/1.1 200\nContent-Encoding: gzip\n\n".to_vec();
        let mut encoder = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::best());
        encoder.write_all(&[b'a'; 1000]).unwrap();
        encoder.finish().unwrap();
        assert_eq!(&*answer(&packed, 100).unwrap().body, [b'a'; 100]);
        assert!(answer(b"SSH-2.0", 100).is_none());
    }
}
