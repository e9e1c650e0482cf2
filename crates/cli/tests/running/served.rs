//! How do tests ask a server? One of the program's own, on any free port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use super::verbale;

/// A program that ends with the test.
pub struct Ends(pub Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server at work.
pub struct Served {
    /// Host and port.
    pub address: String,
    _program: Ends,
}

impl Served {
    /// The program with `arguments`, in `folder`, once it has told its address.
    pub fn at_work(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = verbale();
        command.args(arguments).current_dir(folder).stderr(Stdio::piped());
        let mut program = Ends(command.spawn().expect("the program starts"));
        let mut told = String::new();
        let stderr = program.0.stderr.take().expect("it has a standard error");
        BufReader::new(stderr).read_line(&mut told).expect("a line");
        let address = told.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{told}")).to_owned();
        Self { address, _program: program }
    }

    /// The whole answer to a request for `path`.
    pub fn get(&self, path: &str) -> String {
        let Self { address, .. } = self;
        let mut stream = TcpStream::connect(address).expect("somebody listens");
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}
