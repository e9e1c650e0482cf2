//! The chart as pixels, for where SVG cannot go. Letters are those of an old terminal, so that no font is needed.

use anyhow::Result;
use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts};

use super::drawing::{HEIGHT, Shape, WIDTH};

/// Pixels of a unit of the drawing.
const SCALE: f64 = 2.0;

/// Pixels of a letter's side before it is made larger.
const LETTER: usize = 8;

type Colour = [u8; 3];
const PAPER: Colour = [0xFF; 3];
const INK: Colour = [0x22; 3];
const LINE: Colour = [0xCC; 3];
const CONFLICT: Colour = [0xB3, 0x36, 0x2D];
const COOPERATION: Colour = [0x2D, 0x7A, 0x4F];

/// The drawing as a PNG file.
pub(super) fn png(shapes: &[Shape]) -> Result<Vec<u8>> {
    let canvas = drawn(shapes);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, canvas.width as u32, canvas.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&canvas.pixels)?;
    Ok(file)
}

fn drawn(shapes: &[Shape]) -> Canvas {
    let mut canvas = Canvas::new((WIDTH * SCALE) as usize, (HEIGHT * SCALE) as usize);
    let pixels = |units: f64| (units * SCALE).round().max(0.0) as usize;
    for shape in shapes {
        match shape {
            Shape::Line { left, right, y } => {
                canvas.fill(pixels(*left), pixels(*y), pixels(right - left), 2, LINE);
            }
            Shape::Bar { x, y, width, height, conflict, .. } => {
                let colour = if *conflict { CONFLICT } else { COOPERATION };
                let (width, height) = (pixels(*width).max(1), pixels(*height).max(1));
                canvas.fill(pixels(*x), pixels(*y), width, height, colour);
            }
            Shape::Text { x, y, size, ends, text } => {
                let larger = (size * SCALE / 12.0).round().max(1.0) as usize;
                let length = text.chars().count() * LETTER * larger;
                let left = pixels(*x).saturating_sub(if *ends { length } else { 0 });
                canvas.write(left, pixels(*y).saturating_sub((LETTER - 1) * larger), larger, text);
            }
        }
    }
    canvas
}

/// Rows of pixels, three bytes each.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: PAPER.repeat(width * height) }
    }

    /// Fills a rectangle; what lies outside is left out.
    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, colour: Colour) {
        let (right, bottom) = ((left + width).min(self.width), (top + height).min(self.height));
        for row in top..bottom {
            for at in left.min(right)..right {
                let first = (row * self.width + at) * 3;
                self.pixels[first..first + 3].copy_from_slice(&colour);
            }
        }
    }

    fn write(&mut self, left: usize, top: usize, larger: usize, text: &str) {
        for (at, letter) in text.chars().enumerate() {
            let left = left + at * LETTER * larger;
            for (row, bits) in glyph(letter).into_iter().enumerate() {
                for column in (0..LETTER).filter(|column| bits >> column & 1 == 1) {
                    let (x, y) = (left + column * larger, top + row * larger);
                    self.fill(x, y, larger, larger, INK);
                }
            }
        }
    }
}

/// Rows of a letter, its left end the lowest bit; a letter that we lack is a question mark.
fn glyph(letter: char) -> [u8; LETTER] {
    let letter = match letter {
        '−' | '–' | '—' => '-',
        letter => letter,
    };
    let known = BASIC_FONTS.get(letter).or_else(|| LATIN_FONTS.get(letter));
    known.or_else(|| BASIC_FONTS.get('?')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_can_be_read_back_and_has_bars_and_letters() {
        let shapes = [
            Shape::Bar {
                x: 10.0,
                y: 100.0,
                width: 4.0,
                height: 50.0,
                conflict: true,
                told: String::new(),
            },
            Shape::Bar {
                x: 950.0,
                y: 300.0,
                width: 99.0,
                height: 99.0,
                conflict: false,
                told: String::new(),
            },
            Shape::Text { x: 5.0, y: 20.0, size: 12.0, ends: true, text: "Å−界".to_owned() },
        ];
        let file = png(&shapes).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        let told = reader.next_frame(&mut read).unwrap();
        assert_eq!((told.width, told.height), (1920, 640));
        let at = |x: usize, y: usize| -> Colour {
            let first = (y * 1920 + x) * 3;
            read[first..first + 3].try_into().unwrap()
        };
        assert_eq!([at(22, 250), at(1919, 639), at(60, 250)], [CONFLICT, COOPERATION, PAPER]);
        assert!(read.chunks(3).any(|pixel| pixel == INK));
    }
}
