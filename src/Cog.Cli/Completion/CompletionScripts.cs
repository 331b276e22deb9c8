namespace Cog.Cli.Completion;

/// <summary>
/// What a shell runs to complete a command line: it asks the command itself, so that nothing is written down twice. Where the command has
/// no suggestion, the shell's own hold: names of files.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The shells, by the names that they are started by.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script for a shell.</summary>
    public static string Of(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            "pwsh" => PowerShell,
            _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, null),
        };

    // The library is asked with [suggest:position] and the line without the program's name. It suggests whatever has the word in it, and
    // options everywhere: they are left out unless a word begins with -.
    private const string Bash = """
        # Completion of cog for bash: eval "$(cog completion bash)"
        _cog() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n' all
            line=${line#"$1"}
            [[ $word == = ]] && word=
            all=$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
            [[ $word != -* ]] && all=$(printf '%s\n' "$all" | grep -v '^-')
            COMPREPLY=($(compgen -W "$all" -- "$word"))
        }
        complete -o bashdefault -o default -F _cog cog

        """;

    private const string Zsh = """
        #compdef cog
        # Completion of cog for zsh: eval "$(cog completion zsh)"
        _cog() {
            local line=" ${(j: :)words[2,CURRENT]}"
            local -a all=("${(@f)$($words[1] "[suggest:${#line}]" "$line" 2>/dev/null)}")
            [[ $PREFIX == -* ]] || all=(${all:#-*})
            all=(${(M)all:#${(b)PREFIX}*})
            if (( $#all )); then
                compadd -- $all
            else
                _files
            fi
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
            _cog "$@"
        else
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
            compdef _cog cog
        fi

        """;

    private const string Fish = """
        # Completion of cog for fish: cog completion fish | source
        function __cog_complete
            set -l words (commandline -opc) (commandline -ct)
            set -l line ' '(string join ' ' -- $words[2..-1])
            set -l all (command cog "[suggest:"(string length -- $line)"]" $line 2>/dev/null)
            if string match -q -- '-*' (commandline -ct)
                printf '%s\n' $all
            else
                string match -v -- '-*' $all
            end
        end
        complete -c cog -a '(__cog_complete)'

        """;

    private const string PowerShell = """
        # Completion of cog for PowerShell: cog completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName cog -ScriptBlock {
            param($word, $ast, $position)
            $end = $position - $ast.Extent.StartOffset
            $line = $ast.ToString().PadRight($end).Substring(0, $end)
            $line = $line.Substring($ast.CommandElements[0].Extent.Text.Length)
            cog "[suggest:$($line.Length)]" $line 2>$null |
                Where-Object { $_ -and $_.StartsWith($word) -and ($word.StartsWith('-') -or -not $_.StartsWith('-')) } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
