//! `demo --stay`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{demo, left, temporary};

/// The status line that a URL gives with these headers.
fn status(url: &str, headers: &str) -> String {
    let (host, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn the_service_goes_on_until_it_is_interrupted() {
    let temporary = temporary("stay");
    let mut child = demo(&["--stay"], &temporary).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut next = |start: &str| lines.find_map(|line| line.strip_prefix(start).map(str::to_owned)).unwrap();
    let metrics = next("    admin    ");
    let config = next("    config   ");
    let call = next("    try      curl -H @");
    next("    note     The files have a header");

    let (file, url) = call.split_once(' ').unwrap();
    let header = std::fs::read_to_string(file).unwrap();
    assert!(header.starts_with("Authorization: Bearer eyJ") && header.ends_with('\n'), "{header}");
    assert_eq!(status(url, &header.replace('\n', "\r\n")), "HTTP/1.1 200 OK");
    assert_eq!(status(url, ""), "HTTP/1.1 401 Unauthorized");
    assert_eq!(status(&metrics, ""), "HTTP/1.1 200 OK");
    let folder = Path::new(file).parent().unwrap();
    assert_eq!((mode(folder), mode(Path::new(file))), (0o700, 0o600));
    assert_eq!(mode(&folder.join("master.bin")), 0o600);
    assert_eq!(Path::new(&config), folder.join("aclavis.toml"));

    let signal = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap();
    assert!(signal.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap()), (Some(0), String::new()));
    assert_eq!(left(&temporary), Vec::<std::path::PathBuf>::new());
}
