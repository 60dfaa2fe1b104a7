//! The figures that libFuzzer prints.

/// What a run of a target says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    /// Inputs that were run.
    pub(super) executions: u64,
    /// Inputs a second, since the start.
    pub(super) executions_per_second: u64,
    /// Edges of the program that some input has taken.
    pub(super) edges: u64,
    /// Edges with how often they are taken in a run, values that were compared, and the like.
    pub(super) features: u64,
}

impl Log {
    /// The figures of a whole output.
    pub(super) fn of(output: &str) -> Self {
        let mut log = Self::default();
        output.lines().for_each(|line| log.read(line));
        log
    }

    /// Takes a line of the output: `#123 NEW cov: 45 ft: 67 … exec/s: 89 …`, or `stat::number_of_executed_units: 123`.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(number) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = number.trim().parse().unwrap_or(self.executions);
        } else if let Some(number) = line.strip_prefix("stat::average_exec_per_sec:") {
            self.executions_per_second = number.trim().parse().unwrap_or(self.executions_per_second);
        } else if let Some(rest) = line.strip_prefix('#') {
            let figure = |name: &str| line.split_once(name)?.1.split_whitespace().next()?.parse().ok();
            let number = rest.split_whitespace().next().and_then(|number| number.trim_end_matches(':').parse().ok());
            self.executions = number.unwrap_or(self.executions);
            self.edges = figure(" cov: ").unwrap_or(self.edges);
            self.features = figure(" ft: ").unwrap_or(self.features);
            self.executions_per_second = figure(" exec/s: ").unwrap_or(self.executions_per_second);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Log;

    #[test]
    fn figures_are_those_of_the_last_lines() {
        let output = "INFO: Seed: 1\n#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 30Mb\n\
            #147466\tDONE   cov: 4645 ft: 13664 corp: 1661/41Kb lim: 63 exec/s: 11343 rss: 34Mb\n\
            Done 147466 runs in 13 second(s)\nstat::number_of_executed_units: 147466\nstat::average_exec_per_sec:     11344\n";
        let expected = Log { executions: 147_466, executions_per_second: 11344, edges: 4645, features: 13664 };
        assert_eq!(Log::of(output), expected);
    }
}
