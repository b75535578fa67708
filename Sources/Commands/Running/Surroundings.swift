package import Records
package import Replica

/// Everything that a run takes from the outside world, handed in, so that a test can be its own world.
package struct Surroundings {
    /// Environment variables.
    package let variables: [String: String]
    /// Clock, randomness and machine of the replica.
    package let environment: Environment
    package let schema: Schema
    package let console: Console
    /// The name of the user account: the author until `init --author` says otherwise.
    package let userName: String
    package let hostName: String
    /// Where the running program lies, for `demo`; empty in tests.
    package let programPath: String
    /// Minutes east of UTC at a time in milliseconds since 1970.
    package let zoneMinutes: (_ wallMs: UInt64) -> Int

    package init(
        variables: [String: String], environment: Environment, schema: Schema, console: Console,
        userName: String, hostName: String, programPath: String,
        zoneMinutes: @escaping (UInt64) -> Int
    ) {
        self.variables = variables
        self.environment = environment
        self.schema = schema
        self.console = console
        self.userName = userName
        self.hostName = hostName
        self.programPath = programPath
        self.zoneMinutes = zoneMinutes
    }
}
